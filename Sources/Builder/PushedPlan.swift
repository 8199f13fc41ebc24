import Archive
import Git
import Linux
import Model
import Planning
import YAML

/// The plan of a pushed commit, made out of what git hands over.
struct PushedPlan {
    private let files: InstallationFiles
    private let objects: ObjectPipe

    /// Of a tree that is sent; nil: git has it.
    private let stream: Int32?

    init(_ files: InstallationFiles, _ objects: ObjectPipe, tree stream: Int32? = nil) {
        self.files = files
        self.objects = objects
        self.stream = stream
    }

    func make(_ order: PlanOrder) -> Result<PlanAnswer, Failure> {
        do {
            if let failure = files.failure { throw failure }
            return .success(try answer(order))
        } catch let failure as Failure {
            return .failure(failure)
        } catch let error as GitError {
            return .failure(error.failure)
        } catch let error as TarError {
            return .failure(Failure(.invalid, "what came on standard input is no tar archive: \(error)", hint: order.sentBy))
        } catch {
            return .failure(Failure(.internal, "\(error)"))
        }
    }

    private func answer(_ order: PlanOrder) throws -> PlanAnswer {
        if let stream { return try answer(order, sent: stream) }
        guard let commit = try objects.commit(peeling: order.pushed) else {
            throw Failure(.refused, "`\(order.pushed)` is not a commit", hint: "push a branch: git push heroku HEAD:refs/heads/main")
        }
        return try answer(order, try folder(order, of: commit), in: commit)
    }

    /// The commit as if the app's folder were all of it.
    private func folder(_ order: PlanOrder, of commit: PushedCommit) throws -> PushedCommit {
        guard let chosen = order.folder else { return commit }
        switch try objects.folder(chosen.folder, of: commit) {
        case .found(let commit): return commit
        case .missing(let known): throw chosen.refusal(commit.id, known: known)
        }
    }

    /// - Parameter whole: the commit itself.
    private func answer(_ order: PlanOrder, _ commit: PushedCommit, in whole: PushedCommit) throws -> PlanAnswer {
        let entries = try objects.tree(of: commit, limits: TreeLimits(files.configuration.build))
        guard !entries.isEmpty else {
            throw Failure(.refused, "the commit \(commit.id.short) has no files", hint: "commit the app's files and push again")
        }
        let tree = tree(entries)
        var settings = settings(order)
        if order.folder != nil {
            settings.modules = try objects.file(GitModules.fileName, of: whole, limit: Int64(SourceTree.fileBytesMax)) ?? []
        }
        let plan = try Planner.plan(tree, rengaFile: try Self.rengaFile(tree), settings: settings)
        return PlanAnswer(commit: commit, plan: plan, entries: entries)
    }

    private func answer(_ order: PlanOrder, sent stream: Int32) throws -> PlanAnswer {
        let sent = try StreamedTree.read(stream, files.configuration.build)
        let prefix = order.folder.map { Array("\($0.folder)/".utf8) } ?? []
        let entries = sent.entries(below: prefix)
        guard let commit = StreamedTree.commit, !sent.entries.isEmpty else {
            throw Failure(.invalid, "no file came on standard input", hint: order.sentBy)
        }
        guard !entries.isEmpty else {
            throw Failure(
                .notFound,
                "what came has nothing in the folder that is the app",
                hint: "send all of the repository: \(order.sentBy ?? "")"
            )
        }
        let tree = SourceTree(entries) { entry throws(Failure) in try sent.contents(entry.object, of: entry.path) }
        var settings = settings(order)
        if order.folder != nil {
            let modules = sent.entries.first { $0.path.elementsEqual(GitModules.fileName.utf8) }
            settings.modules = try modules.map { try sent.contents($0.id, of: GitModules.fileName) } ?? []
        }
        let plan = try Planner.plan(tree, rengaFile: try Self.rengaFile(tree), settings: settings)
        return PlanAnswer(commit: commit, plan: plan, entries: entries)
    }

    private func settings(_ order: PlanOrder) -> Planner.Settings {
        var settings = Planner.Settings(
            stacks: files.stacks,
            defaultStack: order.stack,
            buildpacks: files.buildpacks,
            order: files.order
        )
        settings.pinned = order.pinned
        settings.usual = order.usual
        settings.chosen = order.chosen
        if let whom = order.chosenBy { settings.chosenBy = whom }
        settings.folders = files.folders
        settings.toolchains = files.toolchains
        settings.lists = files.lists
        settings.settled = Set(order.settled)
        settings.isFirst = order.isFirst
        settings.folder = order.folder?.folder
        settings.environment = order.environment
        settings.buildEnvironment = files.configuration.build.environment
        return settings
    }

    private func tree(_ entries: [TreeEntry]) -> SourceTree {
        SourceTree(entries) { [objects] entry throws(Failure) in
            do {
                return try objects.read(entry.object, .blob, limit: Int64(SourceTree.fileBytesMax))
            } catch {
                throw Failure(.internal, "cannot read `\(entry.path)`: \(error)")
            }
        }
    }

    private static func rengaFile(_ tree: SourceTree) throws(Failure) -> RengaFile? {
        guard let bytes = try tree.contents(RengaFile.fileName) else { return nil }
        do throws(SourceError) {
            return try RengaFile.read(bytes, file: RengaFile.fileName)
        } catch {
            throw error.failure
        }
    }
}
