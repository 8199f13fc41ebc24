import Git
import Linux
import LocalGit
import Model
import Planning
import YAML

/// The tree that a plan is made of: a directory, or a commit of the repository that we are in.
struct PlanSource {
    let title: String
    let tree: SourceTree
    /// `.gitmodules` of all that the tree is a folder of.
    let modules: [UInt8]?

    static func open(_ place: String, _ folder: AppFolder?, from directory: String, limits: Configuration.BuildLimits) throws(Failure)
        -> PlanSource
    {
        let path = place.hasPrefix("/") ? place : "\(directory)/\(place)"
        let source: PlanSource
        do throws(GitError) {
            if Files.isDirectory(path) {
                source = try self.directory(path, shown: place, folder, TreeLimits(limits))
            } else {
                source = try commit(place, folder, in: directory, TreeLimits(limits))
            }
        } catch {
            throw failure(error, place)
        }
        guard let folder, source.tree.entries.isEmpty else { return source }
        throw Failure(.notFound, "`\(place)` has no folder `\(folder)`, or nothing is in it", hint: "give a path from its root on")
    }

    /// The app's `renga.yml`, if it has one.
    var rengaFile: RengaFile? {
        get throws(Failure) {
            guard let bytes = try tree.contents(RengaFile.fileName) else { return nil }
            do throws(SourceError) { return try RengaFile.read(bytes) } catch { throw error.failure }
        }
    }

    /// The entries below a folder, as if it were all.
    private static func below(_ folder: AppFolder?, _ entries: [TreeEntry]) -> [SourceTree.Entry] {
        let all = entries.map(entry)
        guard let prefix = folder.map({ "\($0)/" }) else { return all }
        return all.filter { $0.path.hasPrefix(prefix) }.map { entry in
            var entry = entry
            entry.path.removeFirst(prefix.count)
            return entry
        }
    }

    private static func directory(_ path: String, shown: String, _ folder: AppFolder?, _ limits: TreeLimits) throws(GitError) -> PlanSource
    {
        let found = try DirectoryTree(path, limits: limits)
        let prefix = folder.map { "\($0)/" } ?? ""
        let originals = Dictionary(
            found.entries.map { (PathText.shown($0.path), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let tree = SourceTree(below(folder, found.entries)) { entry throws(Failure) in
            do throws(GitError) {
                guard let original = originals[prefix + entry.path] else { throw .notFound("file `\(entry.path)`") }
                return try found.contents(original, limit: Int64(SourceTree.fileBytesMax))
            } catch {
                throw Failure(
                    .internal,
                    "cannot read `\(entry.path)`: \(error)",
                    hint: "was it changed just now? try again"
                )
            }
        }
        let modules = try originals[GitModules.fileName].map { entry throws(GitError) in
            try found.contents(entry, limit: Int64(SourceTree.fileBytesMax))
        }
        return PlanSource(title: shown, tree: tree, modules: modules)
    }

    private static func commit(_ revision: String, _ folder: AppFolder?, in directory: String, _ limits: TreeLimits) throws(GitError)
        -> PlanSource
    {
        let repository = try Repository(containing: directory)
        let id = try repository.resolve(revision: revision)
        let all = try repository.tree(of: id, limits: limits)
        let modules = try all.first { $0.path.elementsEqual(GitModules.fileName.utf8) }.map { entry throws(GitError) in
            try repository.blob(entry.id, limit: Int64(SourceTree.fileBytesMax))
        }
        let entries = below(folder, all)
        let tree = SourceTree(entries) { entry throws(Failure) in
            do throws(GitError) {
                // A repository handle is bound to its place; the few files that plans read open their own.
                return try Repository(containing: directory).blob(entry.object, limit: Int64(SourceTree.fileBytesMax))
            } catch {
                throw Failure(
                    .internal,
                    "cannot read `\(entry.path)`: \(error)",
                    hint: "`git fsck` tells whether the commit is whole"
                )
            }
        }
        return PlanSource(title: revision == id.text ? id.short : "\(revision) (\(id.short))", tree: tree, modules: modules)
    }

    private static func entry(_ entry: TreeEntry) -> SourceTree.Entry {
        let kind: SourceTree.Kind =
            switch entry.kind {
            case .file: .file
            case .executable: .executable
            case .symbolicLink: .symlink
            case .submodule: .submodule
            }
        return SourceTree.Entry(path: PathText.shown(entry.path), kind: kind, bytes: entry.size, object: entry.id)
    }

    private static func failure(_ error: GitError, _ place: String) -> Failure {
        switch error {
        case .fileTooLarge, .checkoutTooLarge, .tooManyFiles, .tooDeep, .objectTooLarge:
            Failure(.limit, error.description, hint: "the limits are under `build` in config.yml")
        case .library, .notFound:
            Failure(
                .notFound,
                "`\(place)` is neither a directory nor a commit of the repository here",
                hint: "give a directory, or a commit or branch of the checkout that you are in (\(error))"
            )
        case .notACommit, .badName, .badLink, .corrupt, .cancelled, .system: Failure(.refused, error.description)
        }
    }
}
