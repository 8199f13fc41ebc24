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
        let decision = try PushPolicy.decide(updates)
        let repository = try PushedRepository(context)
        if let obstacle = try repository.obstacle(to: updates) { throw obstacle }
        for words in StoredRefs.words(decision, isBehind: repository.isBehind) { Complaint.line("-----> \(words)\n") }
        guard let update = decision.deploys.map(PushContext.resolved) else { return 0 }
        let lock = try context.lockUnlessShellDoes()
        defer { withExtendedLifetime(lock) {} }
        var arguments = context.arguments("prepare", update)
        if let quarantine = environment("GIT_QUARANTINE_PATH") { arguments += ["--quarantine", quarantine] }
        try PushRecord.report(.began)
        let status = try BuilderCommand(root: context.root).run(arguments, holdsInput: true)
        guard case .exited = status else {
            throw Failure(
                .internal,
                "the builder was ended: \(status)",
                hint: "nothing has changed, and the same commit can be pushed again"
            )
        }
        try PushRecord.report(status.isSuccess ? .prepared : .refused)
        // 0 cannot be taken back: git moves the ref.
        return status.code
    }
}
