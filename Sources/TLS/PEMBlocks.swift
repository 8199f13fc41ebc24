import COpenSSL
import Model

/// What a PEM text holds.
struct PEMBlocks {
    private(set) var certificates: [X509Certificate] = []
    private(set) var keys: [PrivateKey] = []

    init(_ bytes: [UInt8]) throws(Failure) {
        let input = try MemoryBIO(bytes)
        var isEmpty = true
        while let block = input.nextBlock() {
            isEmpty = false
            switch block.name {
            case "CERTIFICATE", "X509 CERTIFICATE": certificates.append(try X509Certificate(der: block.data))
            case "ENCRYPTED PRIVATE KEY": throw Self.encrypted
            case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY":
                guard !block.header.contains("ENCRYPTED") else { throw Self.encrypted }
                keys.append(try PrivateKey(der: block.data))
            case "EC PARAMETERS", "DH PARAMETERS": continue
            case "OPENSSH PRIVATE KEY":
                throw Failure(.invalid, "this is a key for SSH", hint: "give the private key of the certificate")
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST":
                throw Failure(
                    .invalid,
                    "this is a request for a certificate, not a certificate",
                    hint: "give what the certificate authority answered it with"
                )
            case let name: throw Failure(.invalid, "there is a block `\(name)`, which is no part of a certificate")
            }
        }
        guard !isEmpty else {
            throw Failure(
                .invalid,
                "this is not PEM, the form with -----BEGIN CERTIFICATE-----",
                hint: "convert it: openssl x509 -inform DER, or openssl pkcs12 -nodes for a .p12 or .pfx file"
            )
        }
    }

    private static let encrypted = Failure(
        .invalid,
        "the private key is encrypted, and nobody could type its passphrase when the router starts",
        hint: "decrypt it: openssl pkey -in KEY.pem -out PLAIN.pem"
    )
}
