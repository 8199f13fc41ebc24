import COpenSSL
import Model

/// A private key, unencrypted.
final class PrivateKey {
    private static let rsaBitsMin: Int32 = 2048
    private static let ellipticBitsMin: Int32 = 256

    private let key: OpaquePointer

    init(der: [UInt8]) throws(Failure) {
        let read = der.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &place, buffer.count)
        }
        ERR_clear_error()
        guard let read else { throw Failure(.invalid, "the private key is damaged", hint: "copy its file again") }
        key = read
    }

    deinit { EVP_PKEY_free(key) }

    func belongs(to certificate: X509Certificate) -> Bool {
        defer { ERR_clear_error() }
        return EVP_PKEY_eq(X509_get0_pubkey(certificate.certificate), key) == 1
    }

    func pem() throws(Failure) -> String {
        let output = try MemoryBIO()
        guard PEM_write_bio_PrivateKey(output.bio, key, nil, nil, 0, nil, nil) == 1 else {
            throw Failure(.internal, "OpenSSL writes no PEM")
        }
        return output.text()
    }

    /// `RSA 2048`, `ECDSA P-256`.
    var words: String {
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA: "RSA \(EVP_PKEY_get_bits(key))"
        case EVP_PKEY_EC: "ECDSA P-\(EVP_PKEY_get_bits(key))"
        case EVP_PKEY_ED25519: "Ed25519"
        default: "another kind"
        }
    }

    /// What clients of today do not take is refused here and not by them.
    func checkStrength() throws(Failure) {
        let bits = EVP_PKEY_get_bits(key)
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA where bits >= Self.rsaBitsMin, EVP_PKEY_EC where bits >= Self.ellipticBitsMin, EVP_PKEY_ED25519: return
        case EVP_PKEY_RSA, EVP_PKEY_EC:
            throw Failure(
                .invalid,
                "the key is too weak: \(words)",
                hint: "browsers take RSA from \(Self.rsaBitsMin) bits on, and ECDSA from P-\(Self.ellipticBitsMin) on"
            )
        default:
            throw Failure(.invalid, "the key is of a kind that browsers do not take", hint: "make one of ECDSA or RSA")
        }
    }
}
