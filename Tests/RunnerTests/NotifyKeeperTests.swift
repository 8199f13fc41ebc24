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
}
