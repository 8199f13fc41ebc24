import Model
import Planning
import Testing

@Suite("Whose turn it is") struct CronTurnTests {
    private func due(_ schedule: String = "0 * * * *", seen: Int64 = 0, now: Int64) throws -> Int64? {
        CronTurn.due(try CronSchedule(schedule), in: .utc, seen: seen, now: now)
    }

    private let hour: Int64 = 3600

    @Test func `a job is due at its time, and once`() throws {
        #expect(try due(now: 10 * hour - 1) == nil)
        #expect(try due(now: 10 * hour) == 10 * hour)
        #expect(try due(seen: 10 * hour, now: 10 * hour + 20) == nil)
        #expect(try due(seen: 9 * hour, now: 10 * hour + 20) == 10 * hour)
    }

    @Test func `one that is new has missed nothing`() throws {
        #expect(try due(seen: 10 * hour, now: 10 * hour + 60) == nil)
        #expect(try due(seen: 10 * hour - 1, now: 10 * hour + 60) == 10 * hour)
    }

    @Test func `what was missed by minutes is run once, and what was missed for longer not at all`() throws {
        #expect(try due(seen: 9 * hour, now: 10 * hour + 300) == 10 * hour)
        #expect(try due(seen: 9 * hour, now: 10 * hour + 301) == nil)
        #expect(try due("* * * * *", now: 10 * hour + 10) == 10 * hour)
        #expect(try due(seen: 2 * hour, now: 10 * hour + 60) == 10 * hour)
    }

    @Test func `a clock that is put back repeats nothing, but one that was far ahead is not believed`() throws {
        #expect(try due(seen: 10 * hour, now: 10 * hour - 30) == nil)
        #expect(try due(seen: 10 * hour, now: 9 * hour + 5) == nil)
        #expect(try due(seen: 100_000 * hour, now: 10 * hour + 5) == 10 * hour)
        // What of the last minutes has run nobody knows then.
        #expect(try due(seen: 100_000 * hour, now: 10 * hour + 65) == nil)
    }

    @Test func `what is due while it still runs goes by its policy`() {
        for policy in [nil, CronJob.Concurrency.allow, .forbid, .replace] {
            #expect(CronTurn.step(policy, isRunning: false) == .begin)
        }
        #expect(CronTurn.step(nil, isRunning: true) == .begin && CronTurn.step(.allow, isRunning: true) == .begin)
        #expect(CronTurn.step(.forbid, isRunning: true) == .passOver && CronTurn.step(.replace, isRunning: true) == .replace)
    }

    @Test func `jobs of one minute begin one after the other, and all of them within it`() {
        #expect(CronTurn.gap(of: 2) == 1_000 && CronTurn.gap(of: 50) == 1_000 && CronTurn.gap(of: 5_000) == 10)
        #expect([1, 7, 1_000, 50_000].allSatisfy { CronTurn.gap(of: $0) * Int64($0) <= 50_000 })
    }
}
