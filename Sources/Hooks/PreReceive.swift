import Linux
import Model
import Planning
import Wire

/// Everything that can fail happens here, while git still holds the refs: an exit status other than 0 rejects the push, all of it.
struct PreReceive {
    let context: PushContext

    init(_ context: PushContext) { self.context = context }

    func run() throws -> Int32 {
        try PushRecord.report(.received)
        let updates = try PushContext.updates()
        try TwinBranch.restore()
        // Without our shell, git is not told to ask us.
        let keepsTwin = environment(PushRecord.variable) != nil
        let decision = try PushPolicy.decide(updates, keepsTwin: keepsTwin, previewsAll: PushContext.previewsAll)
        let repository = try PushedRepository(context)
        let builds = decision.builds.map(PushContext.resolved)
        // Its start takes as long as git's answers: it waits for its order meanwhile.
        var builder = try builds.isEmpty ? nil : BuilderCommand(root: context.root).start("prepare")
        do {
            if let obstacle = try repository.obstacle(to: updates) { throw obstacle }
            try check(decision.previews)
        } catch {
            if let builder = builder.take() { _ = builder.end() }
            throw error
        }
        for words in StoredRefs.words(decision, isBehind: repository.isBehind) { StandardError.step(words) }
        // Those that deploy are settled by the builder's own first step.
        if builds.isEmpty { try settleLocks(updates) }
        if let builder = builder.take() {
            let lock = try context.lockUnlessShellDoes()
            defer { withExtendedLifetime(lock) {} }
            let status = try build(builds, first: builder)
            guard status.isSuccess else { return status.code }
        }
        // Their previews go once they are gone: whoever finds that begun and not done looks after it.
        if !decision.retired.isEmpty { try PushRecord.report(.began) }
        // The last thing before git goes on: while a build runs, and where it is refused, both names are there.
        if decision.twin != nil { try TwinBranch.prepareToKeep(isMoved: decision.deploys != nil) }
        // The point of no return (Planning/PointOfNoReturn): on 0, git moves the refs.
        return 0
    }

    /// One after the other. Where one is refused, those before it are prepared, and given up by whoever settles.
    private func build(_ updates: [RefUpdate], first: consuming BuilderCommand.Waiting) throws -> ExitStatus {
        var next: BuilderCommand.Waiting? = first
        var status = ExitStatus.exited(0)
        for update in updates {
            if updates.count > 1 { StandardError.step("Building `\(update.ref.short)`") }
            let builder = try next.take() ?? BuilderCommand(root: context.root).start("prepare")
            status = try build(update, builder)
            guard status.isSuccess else { break }
        }
        if let unused = next.take() { _ = unused.end() }
        return status
    }

    private func build(_ update: RefUpdate, _ builder: consuming BuilderCommand.Waiting) throws -> ExitStatus {
        var words = context.words(about: update)
        if let quarantine = environment("GIT_QUARANTINE_PATH") { words += ["--quarantine", quarantine] }
        try PushRecord.report(.began)
        let status = try builder.go(words)
        guard case .exited = status else {
            throw Failure(
                .internal,
                "the builder was ended: \(status)",
                hint: "nothing has changed, and the same commit can be pushed again"
            )
        }
        try PushRecord.report(status.isSuccess ? .prepared : .refused)
        return status
    }

    /// That there may be so many is known before the first of them is built. Who pushes past our shell has no key to ask with, and
    /// hears of it from the builder of each.
    private func check(_ previews: [RefUpdate]) throws {
        guard previews.count <= CheckPreviews.refsMax else {
            throw Failure(.limit, "\(previews.count) previews in one push are too many", hint: "push fewer branches at a time")
        }
        guard previews.count > 1, let key = context.key else { return }
        _ = try PatientClient(context.root, key: key).ask(CheckPreviews(app: context.app, refs: previews.map(\.ref.text)))
    }

    /// What a killed push has left locked would keep git from moving a branch.
    private func settleLocks(_ updates: [RefUpdate]) throws {
        guard environment(PushRecord.variable) != nil,
            // A name that is no text is not found by what it is shown as.
            updates.contains(where: { Files.exists("\($0.ref).lock") || $0.ref.isGarbled })
        else { return }
        var words = ["settle", "--app", context.app.text]
        if let quarantine = environment("GIT_QUARANTINE_PATH") { words += ["--quarantine", quarantine] }
        // Where it does not succeed, git says which ref is locked.
        _ = try BuilderCommand(root: context.root).run(words, holdsInput: false)
    }
}
