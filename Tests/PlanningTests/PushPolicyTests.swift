import Model
import Planning
import Testing

@Suite("What a push does") struct PushPolicyTests {
    private func update(_ ref: String, deletes: Bool = false, to digit: String = "2") throws -> RefUpdate {
        let (one, two) = (String(repeating: "1", count: 40), String(repeating: deletes ? "0" : digit, count: 40))
        return try #require(RefUpdate(line: "\(one) \(two) \(ref)"))
    }

    @Test func `main and master deploy, everything else is stored`() throws {
        for branch in ["refs/heads/main", "refs/heads/master"] {
            let decision = try PushPolicy.decide([update(branch), update("refs/tags/v1"), update("refs/heads/topic", deletes: true)])
            #expect(try decision.deploys == update(branch) && decision.stored.map(\.ref.short) == ["v1", "topic"])
        }
        #expect(try PushPolicy.decide([]).deploys == nil)
        let mirror = try PushPolicy.decide([update("refs/pull/1/head"), update("refs/heads/main"), update("refs/notes/x")])
        #expect(mirror.deploys?.ref == .main && mirror.stored.isEmpty && mirror.hidden.count == 2)
    }

    @Test func `a deletion of what the app runs from, and two deploys at once, are refused`() throws {
        let deletion = [try update("refs/heads/main", deletes: true)]
        #expect { try PushPolicy.decide(deletion) } throws: { ($0 as? Failure)?.message.contains("`main`") ?? false }
        let both = [try update("refs/heads/main"), try update("refs/heads/master", to: "3")]
        #expect { try PushPolicy.decide(both) } throws: { ($0 as? Failure)?.message.contains("both `main` and `master`") ?? false }
        // One branch under two names: to the same commit, it moves once.
        #expect(try PushPolicy.decide([update("refs/heads/master"), update("refs/heads/main")]).deploys?.ref == .main)
    }
}
