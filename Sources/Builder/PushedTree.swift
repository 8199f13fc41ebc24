import Git
import Model
import Planning

/// The commit that was pushed, and its files.
struct PushedTree {
    let commit: PushedCommit
    let entries: [TreeEntry]
    /// Without what `.slugignore` takes out.
    let kept: [TreeEntry]

    /// - Parameter ignored: as the plan has them.
    init(commit: PushedCommit, entries: [TreeEntry], ignored: [String]) {
        self.commit = commit
        self.entries = entries
        let ignored = Set(ignored)
        kept = ignored.isEmpty ? entries : entries.filter { !ignored.contains(EscapedPath.escape($0.path)) }
    }

    /// For decisions about names: root reads no file of it.
    var names: SourceTree {
        SourceTree(entries) { entry throws(Failure) in throw Failure(.internal, "`\(entry.path)` is not for root to read") }
    }
}
