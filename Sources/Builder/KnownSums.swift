import Linux
import Model
import Planning

/// The checksums of what was fetched and right, by URL: the publisher's file that says them is asked once.
struct KnownSums {
    private static let linesMax = 5000

    private let path: String
    private let lock: String

    init(_ root: InstallationRoot) throws(SystemError) {
        try Files.makeDirectory(root.indexes, mode: 0o700)
        path = root.indexes + "/sums"
        lock = root.indexes + "/.lock"
    }

    func sum(of archive: PlannedArchive) throws -> String? {
        for line in try lines() {
            let words = line.split(separator: " ")
            guard words.count == 2, words[1] == archive.url, archive.algorithm.isSum(words[0]) else { continue }
            return String(words[0])
        }
        return nil
    }

    /// Of all that was fetched.
    func urls() throws -> Set<String> { Set(try lines().compactMap { $0.split(separator: " ").last.map(String.init) }) }

    func remember(_ sum: String, of archive: PlannedArchive) throws {
        let lock = try FileLock.waiting(for: lock)
        defer { withExtendedLifetime(lock) {} }
        let others = try lines().filter { !$0.hasSuffix(" \(archive.url)") }
        try Files.replace(
            path,
            with: (others.suffix(Self.linesMax - 1) + ["\(sum) \(archive.url)", ""]).joined(separator: "\n"),
            mode: 0o600
        )
    }

    private func lines() throws -> [String] {
        Files.exists(path) ? try Files.text(path).split(separator: "\n").map(String.init) : []
    }
}
