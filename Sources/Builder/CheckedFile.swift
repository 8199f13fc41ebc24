import Glibc
import Linux
import Model
import Planning
import Sealing

/// What came from a network, as a file of root's own that nobody can change any more.
enum CheckedFile {
    /// Copies a file that another user wrote, and sums up what was copied.
    /// - Returns: the sum, in hexadecimal digits.
    static func take(_ source: String, to path: String, _ algorithm: Toolchain.Checksum.Algorithm, bytesMax: Int64) throws -> String {
        // Not through a link, and without waiting for who is at the other end of a pipe.
        let file = try Descriptor.open(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        var status = stat()
        guard fstat(file.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= bytesMax else {
            throw Failure(.unavailable, "what was fetched is no file, or too large")
        }
        let copy = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
        let sum = try RunningSum(algorithm)
        var bytes: Int64 = 0
        while let part = try readSome(from: file.number, limit: 1 << 20), !part.isEmpty {
            bytes += Int64(part.count)
            guard bytes <= bytesMax else { throw Failure(.unavailable, "what was fetched is too large") }
            try sum.add(part)
            try copy.write(all: part)
        }
        return try sum.end()
    }

    /// A small file that another user wrote.
    static func bytes(_ source: String, bytesMax: Int) throws -> [UInt8] {
        let file = try Descriptor.open(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        var bytes: [UInt8] = []
        while let part = try readSome(from: file.number, limit: 1 << 20), !part.isEmpty {
            bytes += part
            guard bytes.count <= bytesMax else { throw Failure(.unavailable, "what was fetched is too large") }
        }
        return bytes
    }
}
