import Planning
import Testing

@Suite("When a dyno is started again") struct RestartPolicyTests {
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
}
