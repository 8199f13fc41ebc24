/// HMAC (RFC 2104): what only the holder of a key can have made of a message.
package enum HMAC {
    private static let blockBytes = 64

    /// 32 bytes. A key longer than a block of the hash stands for its digest, as the RFC has it.
    package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var block = key
        if key.count > blockBytes {
            var hash = SHA256()
            hash.update(key)
            block = hash.finish()
        }
        block += [UInt8](repeating: 0, count: blockBytes - block.count)
        var inner = SHA256()
        inner.update(block.map { $0 ^ 0x36 })
        inner.update(message)
        var outer = SHA256()
        outer.update(block.map { $0 ^ 0x5c })
        outer.update(inner.finish())
        return outer.finish()
    }
}
