import Linux
import Model
import Planning

/// The refs have moved: each prepared deploy becomes a release, and previews go whose branches are gone. Git ignores this hook's status,
/// so the shell is told.
struct PostReceive {
    let context: PushContext

    init(_ context: PushContext) { self.context = context }

    func run() throws -> Int32 {
        let all = try PushContext.updates()
        let moved = all.filter { $0.ref.deploys && !$0.deletes }.map(PushContext.resolved)
        let branches = all.filter { !$0.ref.isGarbled && $0.ref.previewedBranch(all: PushContext.previewsAll) != nil }
        let retires = branches.contains(where: \.deletes)
        // Moved under both of its names, `main` is one branch.
        let updates = Set(moved).sorted { $0.ref.text < $1.ref.text } + branches.filter { !$0.deletes }
        guard !updates.isEmpty || retires else { return 0 }
        let lock = try context.lockUnlessShellDoes()
        defer { withExtendedLifetime(lock) {} }
        var code: Int32 = 0
        func run(_ words: [String], holdsInput: Bool) throws {
            let status = try BuilderCommand(root: context.root).run(words, holdsInput: holdsInput)
            try PushRecord.report(status.isSuccess ? .committed : .commitFailed)
            if !status.isSuccess { code = status.code }
        }
        for update in updates { try run(["commit"] + context.words(about: update), holdsInput: true) }
        if retires { try run(["settle", "--app", context.app.text] + context.aboutPusher, holdsInput: false) }
        return code
    }
}
