import Model

/// What a commit says of itself.
package struct CommitInfo: Hashable, Sendable {
    package let id: CommitID
    /// The object name of its tree, hexadecimal.
    package let treeID: String
    /// The first line of its message; bytes that are not UTF-8 are replaced.
    package let subject: String
    package let authorName: String
    package let authorEmail: String
    /// When it was committed, seconds since 1970.
    ///
    /// Anybody can write anything here.
    package let seconds: Int64
}
