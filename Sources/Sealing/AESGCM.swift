import CCrypto
import Model

/// AES-256 in Galois/Counter Mode: what is sealed is the nonce, the ciphertext and the tag, one after the other.
struct AESGCM: Sendable {
    private static let nonceBytes = 12
    private static let tagBytes = 16

    /// 32 bytes.
    let key: [UInt8]

    static func random(_ count: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw Failure(.internal, "OpenSSL gives no random bytes") }
        return bytes
    }

    /// With a nonce of its own each time: 2^32 values may be sealed with one key.
    func seal(_ plain: [UInt8], with associated: [UInt8]) throws(Failure) -> [UInt8] {
        let nonce = try Self.random(Self.nonceBytes)
        let context = try Context()
        var output = [UInt8](repeating: 0, count: plain.count)
        var tag = [UInt8](repeating: 0, count: Self.tagBytes)
        var count: Int32 = 0
        guard EVP_EncryptInit_ex(context.pointer, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_EncryptUpdate(context.pointer, nil, &count, associated, Int32(associated.count)) == 1,
            EVP_EncryptUpdate(context.pointer, &output, &count, plain, Int32(plain.count)) == 1,
            EVP_EncryptFinal_ex(context.pointer, nil, &count) == 1,
            EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagBytes), &tag) == 1
        else { throw Failure(.internal, "OpenSSL does not encrypt") }
        return nonce + output + tag
    }

    /// nil where it is not what was sealed with this key and `associated`.
    func open(_ sealed: ArraySlice<UInt8>, with associated: [UInt8]) throws(Failure) -> [UInt8]? {
        guard sealed.count >= Self.nonceBytes + Self.tagBytes else { return nil }
        let nonce = Array(sealed.prefix(Self.nonceBytes))
        var tag = Array(sealed.suffix(Self.tagBytes))
        let ciphertext = Array(sealed.dropFirst(Self.nonceBytes).dropLast(Self.tagBytes))
        let context = try Context()
        var output = [UInt8](repeating: 0, count: ciphertext.count)
        var count: Int32 = 0
        guard EVP_DecryptInit_ex(context.pointer, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_DecryptUpdate(context.pointer, nil, &count, associated, Int32(associated.count)) == 1,
            EVP_DecryptUpdate(context.pointer, &output, &count, ciphertext, Int32(ciphertext.count)) == 1,
            EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagBytes), &tag) == 1
        else { throw Failure(.internal, "OpenSSL does not decrypt") }
        var end: UInt8 = 0
        return EVP_DecryptFinal_ex(context.pointer, &end, &count) == 1 ? output : nil
    }

    /// Freed, and its key erased, with its owner.
    private struct Context: ~Copyable {
        let pointer: OpaquePointer

        init() throws(Failure) {
            guard let pointer = EVP_CIPHER_CTX_new() else { throw Failure(.internal, "OpenSSL has no memory") }
            self.pointer = pointer
        }

        deinit { EVP_CIPHER_CTX_free(pointer) }
    }
}
