import Model
import Planning
import Testing

@Suite("Whose turn it is") struct CronTurnTests {
    private func due(_ schedule: String = "0 * * * *", last: Int64? = nil, since: Int64 = 0, now: Int64) throws -> Int64? {
        CronTurn.due(try CronSchedule(schedule), in: .utc, last: last, since: since, now: now)
    }

    private let hour: Int64 = 3600

    @Test func `a job is due at its time, and once`() throws {
        #expect(try due(now: 10 * hour - 1) == nil)
        #expect(try due(now: 10 * hour) == 10 * hour)
        #expect(try due(last: 10 * hour, now: 10 * hour + 20) == nil)
        #expect(try due(last: 9 * hour, now: 10 * hour + 20) == 10 * hour)
    }

    @Test func `one that is new has missed nothing`() throws {
        #expect(try due(since: 10 * hour, now: 10 * hour + 60) == nil)
        #expect(try due(since: 10 * hour - 1, now: 10 * hour + 60) == 10 * hour)
        // Whatever a job of the same words did in another release.
        #expect(try due(last: 5, since: 10 * hour, now: 10 * hour + 60) == nil)
    }

    @Test func `what was missed by minutes is run once, and what was missed for longer not at all`() throws {
        #expect(try due(last: 9 * hour, now: 10 * hour + 300) == 10 * hour)
        #expect(try due(last: 9 * hour, now: 10 * hour + 301) == nil)
        #expect(try due("* * * * *", last: 0, now: 10 * hour + 10) == 10 * hour)
        #expect(try due(last: 2 * hour, now: 10 * hour + 60) == 10 * hour)
    }

    @Test func `a clock that is put back repeats nothing, but one that was far ahead is not believed`() throws {
        #expect(try due(last: 10 * hour, now: 10 * hour - 30) == nil)
        #expect(try due(last: 10 * hour, now: 9 * hour + 5) == nil)
        #expect(try due(last: 100_000 * hour, now: 10 * hour + 5) == 10 * hour)
        // Nor what it wrote beside a job that came to be then.
        #expect(try due(since: 100_000 * hour, now: 10 * hour + 5) == 10 * hour)
    }
}
