import Model
import Planning
import Testing

@Suite("How dynos answer while they are up") struct SteadyHealthTests {
    @Test func `one question at a time, each after a pause`() {
        var health = SteadyHealth(waitSeconds: 5, attempts: 3, now: 0)
        #expect([4_999, 5_000, 60_000].map { health.ask(now: $0) } == [false, true, false])
        let isDown = health.answered(true, now: 60_000)
        #expect(!isDown)
        #expect([64_999, 65_000].map { health.ask(now: $0) } == [false, true])
    }

    @Test func `failures in a row count, and begin anew`() {
        var health = SteadyHealth(waitSeconds: 5, attempts: 3, now: 0)
        let answers = [false, false, true, false, false, false, false, false, false]
        #expect(answers.map { health.answered($0, now: 0) } == [false, false, false, false, false, true, false, false, true])
    }
}
