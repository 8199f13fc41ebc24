import Model

/// The pushed tree as decisions see it: names, kinds and contents' ids, and on demand the bytes of small files.
package struct SourceTree {
    /// What is read of one file at most; files that buildpacks ask about are small.
    package static let fileBytesMax = 1 << 20

    package enum Kind: String, Hashable, Sendable, Codable {
        case file, executable, symlink, submodule
    }

    package struct Entry: Hashable, Sendable, Codable {
        /// Relative to the app's root, escaped as `EscapedPath` does.
        package var path: String
        package var kind: Kind
        package var bytes: Int64
        /// An id of the content: equal ids mean equal bytes.
        package var object: String

        package init(path: String, kind: Kind, bytes: Int64, object: String) {
            self.path = path
            self.kind = kind
            self.bytes = bytes
            self.object = object
        }
    }

    /// Sorted by path.
    package let entries: [Entry]
    private let index: [String: Int]
    private let read: (Entry) throws(Failure) -> [UInt8]

    /// - Parameter read: the bytes of a file of the tree; called for files of at most `fileBytesMax` bytes.
    package init(_ entries: [Entry], read: @escaping (Entry) throws(Failure) -> [UInt8]) {
        let sorted = entries.sorted { $0.path < $1.path }
        self.entries = sorted
        self.read = read
        index = Dictionary(
            sorted.enumerated().map { ($0.element.path, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package func entry(_ path: String) -> Entry? { index[path].map { entries[$0] } }

    /// The bytes of a file; nil where there is no such file. Links are not followed.
    package func contents(_ path: String) throws(Failure) -> [UInt8]? {
        guard let entry = entry(path), entry.kind == .file || entry.kind == .executable else { return nil }
        guard entry.bytes <= Self.fileBytesMax else {
            throw Failure(
                .limit,
                "`\(path)` has \(entry.bytes) bytes; a file that the plan depends on has at most \(Self.fileBytesMax)",
                hint: "make it smaller"
            )
        }
        return try read(entry)
    }

    /// The first entry that matches: a path itself, or for `dir/` any path below it.
    package func first(matching glob: Glob) -> Entry? {
        if let path = glob.literal { return entry(path) }
        return entries.first { glob.matches($0.path) }
    }

    package func all(matching glob: Glob) -> [Entry] {
        if let path = glob.literal { return entry(path).map { [$0] } ?? [] }
        return entries.filter { glob.matches($0.path) }
    }

    package func filtered(_ isKept: (Entry) -> Bool) -> SourceTree { SourceTree(entries.filter(isKept), read: read) }
}
