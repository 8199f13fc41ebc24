import COpenSSL
import Model

/// Bytes in memory as OpenSSL reads and writes them.
final class MemoryBIO {
    struct Block {
        let name: String
        let header: String
        let data: [UInt8]
    }

    let bio: OpaquePointer

    /// Empty, to be written to.
    init() throws(Failure) {
        guard let bio = BIO_new(BIO_s_mem()) else { throw Failure(.internal, "OpenSSL has no memory") }
        self.bio = bio
    }

    convenience init(_ bytes: [UInt8]) throws(Failure) {
        try self.init()
        guard bytes.isEmpty || BIO_write(bio, bytes, Int32(clamping: bytes.count)) == bytes.count else {
            throw Failure(.internal, "OpenSSL has no memory")
        }
    }

    deinit { BIO_free(bio) }

    /// The next PEM block; nil at the end. What stands between blocks is passed over.
    func nextBlock() -> Block? {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var length = 0
        defer {
            ERR_clear_error()
            CRYPTO_free(name, #file, #line)
            CRYPTO_free(header, #file, #line)
            CRYPTO_clear_free(data, length, #file, #line)
        }
        guard PEM_read_bio(bio, &name, &header, &data, &length) == 1, let name, let header, let data else { return nil }
        return Block(
            name: String(cString: name),
            header: String(cString: header),
            data: Array(UnsafeBufferPointer(start: data, count: length))
        )
    }

    /// All that was written.
    func text() -> String {
        var bytes: [UInt8] = []
        while true {
            let part = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                count = max(Int(BIO_read(bio, buffer.baseAddress, 4096)), 0)
            }
            if part.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += part
        }
    }
}
