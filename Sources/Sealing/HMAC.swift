import CCrypto

/// HMAC (RFC 2104): what only the holder of a key can have made of a message.
package enum HMAC {
    /// 32 bytes.
    package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        // SAFETY: OpenSSL reads as much as it is told there is, and writes the 32 bytes that a SHA-256 has.
        let made = CCrypto.HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, &count)
        precondition(made != nil && count == digest.count)
        return digest
    }
}
