import Model

/// What a build has to know of a commit.
package struct PushedCommit: Hashable, Sendable, Codable {
    package let id: CommitID
    /// The object name of its tree, hexadecimal.
    package let treeID: String
    /// When it was committed, seconds since 1970.
    ///
    /// Anybody can write anything here.
    package let seconds: Int64

    package init(id: CommitID, treeID: String, seconds: Int64) {
        self.id = id
        self.treeID = treeID
        self.seconds = seconds
    }

    /// - Parameter bytes: the commit as git keeps it: lines of headers, an empty one, the message.
    init(_ id: CommitID, _ bytes: [UInt8]) throws(GitError) {
        guard let tree = Self.header("tree", bytes), CommitID(tree) != nil else {
            throw .corrupt(path: Array(id.text.utf8), reason: "the commit names no tree")
        }
        // `NAME <MAIL> SECONDS ZONE`; git itself takes 0 where there is no time to be read.
        let committer = Self.header("committer", bytes) ?? ""
        let time = committer.split(separator: ">").last?.split(separator: " ").first ?? ""
        self.init(id: id, treeID: tree, seconds: Int64(time) ?? 0)
    }

    /// The first header of this name; those of a tag have the same form.
    static func header(_ name: String, _ bytes: [UInt8]) -> String? {
        let start = Array(name.utf8) + [UInt8(ascii: " ")]
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.isEmpty { return nil }
            if line.starts(with: start) { return String(decoding: line.dropFirst(start.count), as: UTF8.self) }
        }
        return nil
    }
}
