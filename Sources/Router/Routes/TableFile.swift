import FoundationEssentials
import Glibc
import Linux
import Model

/// The newest routes on disk, so that a router that starts serves before anybody has spoken to it.
enum TableFile {
    /// nil where there is none.
    /// - Throws: what is wrong with the file.
    static func load(_ path: String) throws -> RouteTable? {
        guard Files.exists(path) else { return nil }
        let file = try Descriptor.open(path, O_RDONLY | O_NONBLOCK)
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw SystemError("look at", path) }
        // Looked at before it is read: the runner sends the newest table anyway, and nobody waits for what is none.
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= bytesMax else {
            throw SystemError("use", "\(path), which is no file of at most \(bytesMax >> 20) MB", code: EFBIG)
        }
        return try JSONDecoder().decode(RouteTable.self, from: Data(try file.contents(limit: bytesMax)))
    }

    private static let bytesMax = 64 << 20

    static func save(_ table: RouteTable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try Files.replace(path, with: Array(try encoder.encode(table)), mode: 0o600)
    }
}
