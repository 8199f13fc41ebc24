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
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limits.bytes else {
            throw SystemError("use", "\(path), which is no file of at most \(limits.bytes >> 20) MB", code: EFBIG)
        }
        return try JSONCoder.decode(RouteTable.self, from: try file.contents(limit: limits.bytes), limits: limits)
    }

    /// Some hundred thousand dynos.
    static let limits = JSONParser.Limits(bytes: 64 << 20, values: 8 << 20)

    static func save(_ table: RouteTable, to path: String) throws {
        try Files.replace(path, with: try JSONCoder.encode(table), mode: 0o600)
    }
}
