import Model
import Planning
import Testing

@Suite("Policies of the fleet") struct PolicyTests {
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

    @Test func `a dyno is started again at once, then after pauses that double up to a limit`() {
        let policy = RestartPolicy(firstPauseMilliseconds: 1000, pauseMillisecondsMax: 5000, recoveredMilliseconds: 60_000)
        var history = RestartPolicy.History()
        let pauses = (0..<6).map { _ in
            history = policy.crashed(history, lived: 10, now: 0)
            return history.notBefore
        }
        #expect(pauses == [0, 1000, 2000, 4000, 5000, 5000])
        #expect(policy.crashed(history, lived: 60_000, now: 7).notBefore == 7)
    }

    @Test func `those who crashed together do not come again together`() {
        let policy = RestartPolicy(firstPauseMilliseconds: 1000, pauseMillisecondsMax: 5000)
        var history = policy.crashed(.init(), lived: 0, now: 10, jitter: 1)
        #expect(history.notBefore == 10 && history.firstAt == 10)
        history = policy.crashed(history, lived: 0, now: 20, jitter: 0.5)
        #expect(history.notBefore == 20 + 1125 && history.firstAt == 10 && history.lastAt == 20)
    }

    @Test func `a type that was never scaled has one dyno if it is web, else none`() throws {
        let app = try #require(AppName("shop"))
        func quantities(_ formation: [String: Int]) -> [String: Int] {
            WantedFormation(app: app, deploy: 1, processes: ["web", "worker"], formation: formation).quantities
        }
        #expect(quantities([:]) == ["web": 1])
        #expect(quantities(["web": 0, "worker": 2, "gone": 3]) == ["worker": 2])
    }
}
