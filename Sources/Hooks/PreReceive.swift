import Linux
import Model
import Planning

/// Everything that can fail happens here, while git still holds the ref: an exit status other than 0 rejects the push.
struct PreReceive {
    let context: PushContext

    init(_ context: PushContext) { self.context = context }

    func run() throws -> Int32 {
        try PushRecord.report(.received)
        let updates = try PushContext.updates()
        try TwinBranch.restore()
        // Without our shell, git is not told to ask us.
        let decision = try PushPolicy.decide(updates, keepsTwin: environment(PushRecord.variable) != nil)
        let repository = try PushedRepository(context)
        let deployed = decision.deploys.map(PushContext.resolved)
        // Its start takes as long as git's answers: it waits for its order meanwhile.
        var builder = try deployed == nil ? nil : BuilderCommand(root: context.root).start("prepare")
        if let obstacle = try repository.obstacle(to: updates) {
            if let builder = builder.take() { _ = builder.end() }
            throw obstacle
        }
        for words in StoredRefs.words(decision, isBehind: repository.isBehind) { StandardError.step(words) }
        // Those that deploy are settled by the builder's own first step.
        if deployed == nil { try settleLocks(updates) }
        guard let deployed, let builder = builder.take() else {
            if decision.twin != nil { try TwinBranch.prepareToKeep(isMoved: false) }
            return 0
        }
        let lock = try context.lockUnlessShellDoes()
        defer { withExtendedLifetime(lock) {} }
        var words = context.words(about: deployed)
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
        // The last thing before git goes on: while a build runs, and where it is refused, both names are there.
        if status.isSuccess, decision.twin != nil { try TwinBranch.prepareToKeep(isMoved: true) }
        // The point of no return (Planning/PointOfNoReturn): on 0, git moves the ref.
        return status.code
    }

    /// What a killed push has left locked would keep git from moving a branch.
    private func settleLocks(_ updates: [RefUpdate]) throws {
        guard environment(PushRecord.variable) != nil,
            // A name that is no text is not found by what it is shown as.
            updates.contains(where: { Files.exists("\($0.ref).lock") || $0.ref.text.contains("\u{FFFD}") })
        else { return }
        var words = ["settle", "--app", context.app.text]
        if let quarantine = environment("GIT_QUARANTINE_PATH") { words += ["--quarantine", quarantine] }
        // Where it does not succeed, git says which ref is locked.
        _ = try BuilderCommand(root: context.root).run(words, holdsInput: false)
    }
}
