import Git
import Model
import Planning

/// The commit that was pushed, and its files.
struct PushedTree {
    let commit: PushedCommit
    let entries: [TreeEntry]

    /// For decisions about names: root reads no file of it.
    var names: SourceTree {
        SourceTree(entries) { entry throws(Failure) in throw Failure(.internal, "`\(entry.path)` is not for root to read") }
    }

    /// Without what `.slugignore` takes out.
    func kept(by plan: BuildPlan) -> [TreeEntry] {
        let ignored = Set(plan.ignored)
        guard !ignored.isEmpty else { return entries }
        return entries.filter { !ignored.contains(EscapedPath.escape($0.path)) }
    }
}
