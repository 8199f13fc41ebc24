import Git
import Linux
import Model
import Planning
import YAML

/// The commit that was pushed, read where git keeps it.
struct PushedTree {
    let commit: CommitInfo
    let entries: [TreeEntry]
    let tree: SourceTree
    let appFile: AppFile?

    init(_ repository: borrowing Repository, path: String, quarantine: String?, _ push: BuildOrder.Push, limits: Configuration.BuildLimits)
        throws
    {
        guard let id = try repository.commitID(peeling: push.new) else {
            throw Failure(.refused, "`\(push.new)` is not a commit", hint: "push a branch: git push heroku HEAD:refs/heads/main")
        }
        commit = try repository.commit(id)
        entries = try repository.tree(of: id, limits: TreeLimits(limits))
        guard !entries.isEmpty else {
            throw Failure(.refused, "the commit \(id.short) has no files", hint: "commit the app's files and push again")
        }
        let kinds: [TreeEntry.Kind: SourceTree.Kind] = [
            .file: .file, .executable: .executable, .symbolicLink: .symlink, .submodule: .submodule,
        ]
        let known = entries.map {
            SourceTree.Entry(
                path: EscapedPath.escape($0.path),
                kind: kinds[$0.kind] ?? .file,
                bytes: $0.size,
                object: $0.id
            )
        }
        tree = SourceTree(known) { entry throws(Failure) in
            do {
                // A repository handle is bound to its place; the few files that plans read open their own.
                return try Repository(at: path, quarantine: quarantine).blob(entry.object, limit: Int64(SourceTree.fileBytesMax))
            } catch {
                throw Failure(.internal, "cannot read `\(entry.path)`: \(error)")
            }
        }
        do throws(SourceError) {
            appFile = try Self.readAppFile(tree)
        } catch {
            throw error.failure
        }
    }

    private static func readAppFile(_ tree: SourceTree) throws(SourceError) -> AppFile? {
        let bytes: [UInt8]?
        do throws(Failure) {
            bytes = try tree.contents(AppFile.fileName)
        } catch {
            throw SourceError(file: AppFile.fileName, line: 1, column: 1, sourceLine: "", message: error.message, hint: error.hint)
        }
        guard let bytes else { return nil }
        return try AppFile.read(bytes, file: AppFile.fileName)
    }
}
