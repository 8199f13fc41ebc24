import Linux
import Model
import Planning

/// The ref has moved: the prepared deploy becomes a release. Git ignores this hook's status, so the shell is told.
struct PostReceive {
    let context: PushContext

    init(_ context: PushContext) { self.context = context }

    func run() throws -> Int32 {
        // Moved under both of its names, `main` is one branch.
        let updates = Set(try PushContext.updates().filter { $0.ref.deploys && !$0.deletes }.map(PushContext.resolved))
        guard !updates.isEmpty else { return 0 }
        let lock = try context.lockUnlessShellDoes()
        defer { withExtendedLifetime(lock) {} }
        var code: Int32 = 0
        for update in updates {
            let status = try BuilderCommand(root: context.root).run(
                ["commit"] + context.words(about: update),
                holdsInput: true
            )
            try PushRecord.report(status.isSuccess ? .committed : .commitFailed)
            if !status.isSuccess { code = status.code }
        }
        return code
    }
}
