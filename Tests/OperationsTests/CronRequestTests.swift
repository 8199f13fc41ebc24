import FoundationEssentials
import Ledger
import Model
import Planning
import RequestBench
import Testing
import Wire

@testable import Operations

@Suite("Requests about jobs") struct CronRequestTests {
    private let bench: RequestBench
    private let shop: AppName

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
    }

    private func refusal(_ request: some Request) -> Failure? {
        #expect(throws: Failure.self) { _ = try bench.ask(request) }
    }

    private func job(_ command: String = "clean", zone: String? = nil) throws -> CronJob {
        try CronJob(schedule: "0 3 * * *", command: command, zone: zone)
    }

    @Test func `one is added, listed, run and removed`() throws {
        let early = try bench.ask(AddCron(app: shop, job: try job()))
        #expect(early.id == "1" && early.next == nil)
        #expect(refusal(RunCron(app: shop, id: "1"))?.message.contains("nothing was pushed") == true)
        try bench.release(of: shop, ["web": "serve"])
        #expect(try bench.ask(AddCron(app: shop, job: try job("other"))).id == "2")
        let listed = try bench.ask(ListCron(app: shop))
        #expect(listed.map(\.id) == ["1", "2"] && listed.allSatisfy { $0.next?.contains("T03:00:00") == true && $0.last == nil })
        _ = try bench.ask(RunCron(app: shop, id: "2"))
        #expect(bench.runner.ordered.map(\.line) == ["other"] && bench.runner.ordered.first?.type == "scheduler")
        _ = try bench.ask(RemoveCron(app: shop, id: "1"))
        #expect(try bench.ask(ListCron(app: shop)).map(\.id) == ["2"])
    }

    @Test func `what cannot be is refused`() throws {
        _ = try bench.ask(AddCron(app: shop, job: try job()))
        #expect(refusal(AddCron(app: shop, job: try job()))?.code == .conflict)
        #expect(
            refusal(AddCron(app: shop, job: try job(zone: "Nowhere/Land")))?.message == "this machine knows no time zone `Nowhere/Land`"
        )
        // As nobody's command line makes it.
        let raw = try JSONDecoder().decode(CronJob.self, from: Data(#"{"schedule":"61 * * * *","command":"x"}"#.utf8))
        #expect(refusal(AddCron(app: shop, job: raw))?.message.contains("61 is not from 0 to 59") == true)
        #expect(refusal(RemoveCron(app: shop, id: "7"))?.hint == "it has 1: renga cron -a shop")
        for number in 2...100 { _ = try bench.ask(AddCron(app: shop, job: try job("c\(number)"))) }
        #expect(refusal(AddCron(app: shop, job: try job("more")))?.code == .limit)
    }

    @Test func `jobs that are the same twice are two, each with runs of its own`() throws {
        let same = try job()
        try bench.release(of: shop, ["web": "serve"], cron: [same, try job("other"), same])
        let entries = try bench.ledger.read { try AppCron(of: $0.existing(shop), $0).entries }
        #expect(entries.map(\.id) == ["a1", "a2", "a3"] && Set(entries.map(\.key)).count == 3)
        #expect(entries[0].job == entries[2].job)
    }

    @Test func `a zone that this machine knows no more is said where jobs are listed`() throws {
        try bench.release(of: shop, ["web": "serve"], cron: [try job(zone: "Nowhere/Land")])
        let listed = try bench.ask(ListCron(app: shop))
        #expect(listed.first?.next == nil && listed.first?.problem == "this machine knows no time zone `Nowhere/Land`")
    }

    @Test func `a run is noted once, and what comes late of the one before changes nothing`() throws {
        try bench.release(of: shop, ["web": "serve"])
        _ = try bench.ask(AddCron(app: shop, job: try job()))
        func run() throws -> CronRunRow? { try bench.ledger.read { try AppCron(of: $0.existing(shop), $0).entries.first?.run } }
        try bench.ledger.write { db in
            let id = try db.existing(shop).id
            try db.beginCronRun("#1", of: id, at: 100, seen: 100, dyno: "scheduler.1000")
            try db.skipCronRun("#1", of: id, at: 160)
        }
        #expect(try run()?.seenAt == 160 && run()?.plannedAt == 100 && run()?.dyno == "scheduler.1000")
        try bench.ledger.write { db in
            let id = try db.existing(shop).id
            try db.beginCronRun("#1", of: id, at: 220, seen: 220, dyno: "scheduler.2000")
            try db.endCronRun("#1", of: id, dyno: "scheduler.1000", result: "exited 0", now: 3)
        }
        #expect(try run()?.result == nil && run()?.dyno == "scheduler.2000" && run()?.endedAt == nil)
    }

    @Test func `one that failed is a cause since it ended, and one that could not be started since it was tried`() throws {
        try bench.release(of: shop, ["web": "serve"])
        _ = try bench.ask(AddCron(app: shop, job: try job()))
        let id = try bench.ledger.read { try $0.existing(shop).id }
        func since() throws -> [Int64] { try LedgerCauses(bench.platform).cron().failed.map(\.since) }
        try bench.ledger.write { try $0.beginCronRun("#1", of: id, at: 100, seen: 100, dyno: "scheduler.1000") }
        #expect(try since().isEmpty && LedgerCauses(bench.platform).cron().unknown.map(\.subject) == ["#1"])
        try bench.ledger.write { try $0.endCronRun("#1", of: id, dyno: "scheduler.1000", result: "exited 1", now: 3_700_000_001) }
        #expect(try since() == [3_700_000_001])
        try bench.ledger.write { try $0.refuseCronRun("#1", of: id, at: 160, result: "not started: no room", now: 3_760_000_000) }
        #expect(try since() == [3_760_000_000])
        // The next has no end yet.
        try bench.ledger.write { try $0.beginCronRun("#1", of: id, at: 220, seen: 220, dyno: "scheduler.2000") }
        #expect(try since().isEmpty && bench.ledger.read { try $0.cronRuns(id)["#1"]?.endedAt } == nil)
    }
}
