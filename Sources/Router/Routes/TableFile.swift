import FoundationEssentials
import Linux
import Model

/// The newest routes on disk, so that a router that starts serves before anybody has spoken to it.
enum TableFile {
    /// nil where there is none.
    /// - Throws: what is wrong with the file.
    static func load(_ path: String) throws -> RouteTable? {
        guard Files.exists(path) else { return nil }
        return try JSONDecoder().decode(RouteTable.self, from: Data(try Files.read(path)))
    }

    static func save(_ table: RouteTable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try Files.replace(path, with: Array(try encoder.encode(table)), mode: 0o600)
    }
}
