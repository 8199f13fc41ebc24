import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Synchronization
import Testing

@testable import Runner

@Suite("Keeping dynos") struct DynoKeeperTests {
    private static func spec(_ id: String) throws -> DynoSpec {
        let slot = DynoSlot(app: try .named("shop"), deploy: 1, type: "web", index: 1)
        return DynoSpec(id: id, slot: slot, port: 1, command: "serve", healthcheck: nil, startedAt: 0)
    }

    private func keeper(_ engine: FakeEngine, _ folder: LogFolder) throws -> (DynoKeeper, Fleet) {
        let root = try #require(InstallationRoot(folder.path + "/root"))
        try Files.makeDirectory(root.path)
        let configuration = Configuration()
        let fleet = Fleet()
        let keeper = DynoKeeper(
            fleet: fleet,
            engine: engine,
            launches: DynoLaunches(Platform(root: root, configuration: configuration, ledger: try Ledger(path: root.ledger))),
            logs: AppLogs(root: root, limits: configuration.logs),
            limits: configuration.dyno
        )
        engine.deliver(to: keeper)
        return (keeper, fleet)
    }

    /// With a dyno `a` that is up.
    private func keeping(_ engine: FakeEngine, _ folder: LogFolder) throws -> (DynoKeeper, Fleet) {
        let (keeper, fleet) = try keeper(engine, folder)
        let dyno = FleetState.Dyno(spec: try Self.spec("a"), phase: .up, startedAt: 0, changedAt: 0)
        fleet.update { $0.dynos["a"] = dyno }
        return (keeper, fleet)
    }

    @Test func `a dyno that ends while it is started has a status and last lines`() throws {
        let (engine, folder) = (FakeEngine(), try LogFolder())
        let (keeper, fleet) = try keeper(engine, folder)
        let line = LogBlock(["2026-11-23T18:15:01.123456+00:00 app[web.1]: READY is not set"])
        let end = DynoEnd(status: 3, outOfMemory: false)
        engine.state.update { $0.onStart = [.printed(line, mayRepeat: false), .ended(end)] }
        let spec = try Self.spec("shop.web.1.0")
        let slug = SlugManifest(
            app: spec.slot.app,
            commit: try #require(CommitID(String(repeating: "a", count: 40))),
            stack: "",
            buildpacks: [],
            layers: [],
            processes: [:],
            release: nil,
            environment: [:],
            versions: [:]
        )
        keeper.starts.start(
            spec,
            DynoLaunch(slug, command: "exit 3", secrets: [:], config: [:], name: "web.1", port: 1, uid: 1, limits: .init())
        )
        let ended = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { state in
            state.dynos[spec.id].flatMap { $0.end == nil ? nil : $0 }
        }
        #expect(ended?.end == end)
        #expect(ended?.failure == nil)
        #expect(keeper.printed.lastLines(spec.id) == ["READY is not set"])
    }

    @Test func `what could not be cleared away is cleared away later`() throws {
        let (engine, folder) = (FakeEngine(), try LogFolder())
        engine.state.update { $0.removesFail = 2 }
        let (keeper, fleet) = try keeping(engine, folder)
        keeper.exits.clear("a")
        for _ in 1...2 {
            let due = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.graves["a"]?.notBefore }
            #expect(engine.state.update { $0.removed } == [])
            #expect(keeper.tidy(now: Moment.monotonicMilliseconds()) == due)
            _ = keeper.tidy(now: try #require(due))
        }
        let end = Moment.monotonicMilliseconds() + 60_000
        while engine.state.update({ $0.removed }) != ["a"], Moment.monotonicMilliseconds() < end { sched_yield() }
        #expect(engine.state.update { $0.removed } == ["a"] && fleet.read { $0.graves.isEmpty })
    }

    @Test func `a signal that could not be sent leaves the plan to send it again`() throws {
        let (engine, folder) = (FakeEngine(), try LogFolder())
        engine.state.update { $0.signalsFail = 1 }
        let (keeper, fleet) = try keeping(engine, folder)
        let now = Moment.monotonicMilliseconds()
        keeper.exits.kill("a", .late)
        let seen = fleet.read { $0.observed }
        #expect(seen.first?.killedAt ?? 0 >= now)
        let plan = FleetPlan.make(wanted: [], observed: seen, histories: [:], now: now + 60_000)
        #expect(plan.actions.contains(.kill("a", .again)))
    }

    @Test func `that a dyno is up is remembered when the disk takes it`() throws {
        let engine = FakeEngine()
        engine.state.update { $0.marksFail = 1 }
        let (keeper, fleet) = try keeping(engine, try LogFolder())
        keeper.starts.mark("a")
        #expect(fleet.read { $0.dynos["a"]?.isMarked } == false)
        _ = keeper.tidy(now: Moment.monotonicMilliseconds())
        let isMarked: Bool? = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.dynos["a"]?.isMarked == true ? true : nil }
        #expect(isMarked == true)
    }

    @Test func `the time of a dyno that leaves begins when the router serves a table without it`() throws {
        let (_, fleet) = try keeping(FakeEngine(), try LogFolder())
        fleet.update { state in
            state.dynos["a"]?.routes.named(in: 7)
            state.appliedVersion = 7
        }
        fleet.update { $0.retire("a", now: 0) }
        func leftAt(_ now: Int64) -> Int64? {
            fleet.update { state in
                state.noteLeft(now: now)
                return state.dynos["a"]?.routes.leftAt
            }
        }
        #expect(leftAt(100) == nil)
        fleet.update { $0.appliedVersion = 8 }
        #expect(leftAt(200) == 200 && fleet.read { $0.observed.first?.isOnDisk } == true)
        fleet.update { $0.savedVersion = 8 }
        #expect(leftAt(300) == 200 && fleet.read { $0.observed.first?.isOnDisk } == false)
    }
}
