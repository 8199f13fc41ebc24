import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Testing
import Wire

@testable import Runner

@Suite("Telling people what goes wrong") struct NotifyKeeperTests {
    private static func memory(_ app: AppName) -> NotifyCause {
        let matter = NotifyMatter.memory(dyno: "web.1", used: 2, limit: 1, killed: nil, size: nil)
        return NotifyCause(app: app, matter, since: Moment.wallMicroseconds())
    }

    /// A runner remembers for a while what it has seen of an app, under the name that its dynos have.
    @Test func `an app that is gone holds up no other, and one is named as it is called now`() throws {
        let scene = try RunnerScene()
        try scene.start()
        let client = ControlClient(root: scene.root)
        _ = try client.ask(RenameApp(app: scene.app.name, newName: "store"))
        let target = try client.ask(AddNotify(app: nil, target: "https://hooks.invalid/x", events: [.memory])).added.id
        let fleet = try #require(scene.runner?.fleet)
        let gone = try AppName.named("alas")
        fleet.update { state in
            for app in [gone, scene.app.name] {
                let cause = Self.memory(app)
                state.memoryCauses[cause.key] = (cause, Moment.monotonicMilliseconds())
            }
            state.notifyRequests += 1
        }
        let ledger = try #require(scene.rollouts).platform.ledger
        let end = Moment.monotonicMilliseconds() + 60_000
        var found: NotifyMessage?
        while found == nil, Moment.monotonicMilliseconds() < end {
            found = try ledger.read { try $0.nextNotifyMessage(to: target, after: 0) }?.message.get()
            sched_yield()
        }
        let message = try #require(found)
        #expect(message.app == "store" && message.command == "renga ps -a store")
        #expect(try ledger.read { try $0.notifyRecords() }.map(\.cause.app?.shown) == ["store"])
    }

    @Test func `whoever is added while a job runs is told that it failed, and whoever comes after it is not`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        #expect(scene.isUp(scene.started(1)))
        let (client, app) = (ControlClient(root: scene.root), scene.app.name)
        _ = try client.ask(AddCron(app: app, job: try CronJob(schedule: "0 0 1 1 *", command: "work")))
        _ = try client.ask(RunCron(app: app, id: "1"))
        let job = scene.started(2)
        func add(_ name: String) throws -> Int64 {
            try client.ask(AddNotify(app: app, target: "https://hooks.invalid/\(name)", events: [.cron])).added.id
        }
        let first = try add("first")
        scene.engine.end(job, status: 3)
        let ledger = try #require(scene.rollouts).platform.ledger
        let end = Moment.monotonicMilliseconds() + 60_000
        func wait<T>(_ body: () throws -> T?) throws -> T? {
            while Moment.monotonicMilliseconds() < end {
                if let found = try body() { return found }
                sched_yield()
            }
            return nil
        }
        #expect(try wait { try client.ask(ListCron(app: app)).first?.result } == "exited 3")
        let second = try add("second")
        let found = try wait { try ledger.read { try $0.nextNotifyMessage(to: first, after: 0) } }
        #expect(try found?.message.get().subject.hasSuffix("shop: the job 1 has failed") == true)
        #expect(try ledger.read { try $0.nextNotifyMessage(to: second, after: 0) } == nil)
    }
}
