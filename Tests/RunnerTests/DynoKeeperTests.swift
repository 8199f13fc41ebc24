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
    /// Its dynos have ended before anybody could watch them.
    private struct HastyEngine: DynoEngine {
        let folder: LogFolder

        func prepare() -> [FoundDyno] { [] }
        func start(_ spec: DynoSpec, _ launch: DynoLaunch) throws -> DynoWatch? {
            try folder.append("2026-11-23T18:15:01.123456+00:00 stderr F READY is not set\n", to: spec.id)
            return nil
        }
        func release(_ order: ReleaseCommand.Order, cancel: Int32, lines: ([String]) throws -> Void) {}
        func signal(_ id: String, _ signal: Int32) {}
        func end(of id: String) -> DynoEnd? { DynoEnd(status: 3, outOfMemory: false) }
        func remove(_ spec: DynoSpec) {}
        func sweepBuilds() {}
        func diskUse(_ id: String, limits: DiskLimits) -> DiskReading { .within(DiskAmount()) }
        func bytesWritten(_ id: String) -> Int64? { nil }
        func logPath(_ id: String) -> String { "\(folder.path)/\(id)" }
        func rotateLog(_ id: String) {}
    }

    @Test func `a dyno that ends while it is started has a status and last lines`() throws {
        let folder = try LogFolder()
        let root = try #require(InstallationRoot(folder.path + "/root"))
        for path in [root.path, root.run, root.routerDirectory] { try Files.makeDirectory(path) }
        let configuration = Configuration()
        let fleet = Fleet()
        let logs = AppLogs(root: root, limits: configuration.logs)
        let collector = try LogCollector(root: root, logs: logs, limits: configuration.logs, engine: HastyEngine(folder: folder))
        let keeper = try DynoKeeper(
            fleet: fleet,
            engine: HastyEngine(folder: folder),
            launches: DynoLaunches(Platform(root: root, configuration: configuration, ledger: try Ledger(path: root.ledger))),
            logs: logs,
            collector: collector,
            limits: configuration.dyno
        )
        let spec = DynoSpec(
            id: "shop.web.1.0",
            slot: DynoSlot(app: try .named("shop"), deploy: 1, type: "web", index: 1),
            address: "192.0.2.1",
            port: 1,
            command: "exit 3",
            healthcheck: nil,
            startedAt: 0
        )
        keeper.start(spec, DynoLaunch(uid: 1, layers: [], environment: [:], limits: configuration.dyno))
        let ended = fleet.wait(until: Moment.monotonicMilliseconds() + 20_000) { state in
            state.dynos[spec.id].flatMap { $0.end == nil ? nil : $0 }
        }
        #expect(ended?.end == DynoEnd(status: 3, outOfMemory: false))
        #expect(ended?.failure == nil)
        #expect(collector.lastLines(spec.id) == ["READY is not set"])
    }

    private func keeper(_ engine: StubEngine, _ folder: LogFolder) throws -> (DynoKeeper, Fleet, FleetState.Dyno) {
        let root = try #require(InstallationRoot(folder.path + "/root"))
        for path in [root.path, root.run, root.routerDirectory, root.dynos] { try Files.makeDirectory(path) }
        let configuration = Configuration()
        let fleet = Fleet()
        let logs = AppLogs(root: root, limits: configuration.logs)
        let keeper = try DynoKeeper(
            fleet: fleet,
            engine: engine,
            launches: DynoLaunches(Platform(root: root, configuration: configuration, ledger: try Ledger(path: root.ledger))),
            logs: logs,
            collector: try LogCollector(root: root, logs: logs, limits: configuration.logs, engine: engine),
            limits: configuration.dyno
        )
        let slot = DynoSlot(app: try .named("shop"), deploy: 1, type: "web", index: 1)
        let spec = DynoSpec(id: "a", slot: slot, address: "192.0.2.1", port: 1, command: "serve", healthcheck: nil, startedAt: 0)
        let dyno = FleetState.Dyno(spec: spec, phase: .up, startedAt: 0, changedAt: 0)
        fleet.update { $0.dynos["a"] = dyno }
        return (keeper, fleet, dyno)
    }

    @Test func `what could not be cleared away is cleared away later`() throws {
        let (engine, folder) = (StubEngine(), try LogFolder())
        engine.script.withLock { $0.removesFail = 2 }
        let (keeper, fleet, _) = try keeper(engine, folder)
        keeper.clear("a")
        for _ in 1...2 {
            let due = fleet.wait(until: Moment.monotonicMilliseconds() + 20_000) { $0.graves["a"]?.notBefore }
            #expect(engine.script.withLock { $0.removed } == [])
            #expect(keeper.tidy(now: Moment.monotonicMilliseconds()) == due)
            _ = keeper.tidy(now: try #require(due))
        }
        let end = Moment.monotonicMilliseconds() + 20_000
        while engine.script.withLock({ $0.removed }) != ["a"], Moment.monotonicMilliseconds() < end { sched_yield() }
        #expect(engine.script.withLock { $0.removed } == ["a"] && fleet.read { $0.graves.isEmpty })
    }

    @Test func `a signal that could not be sent leaves the plan to send it again`() throws {
        let (engine, folder) = (StubEngine(), try LogFolder())
        engine.script.withLock { $0.signalsFail = 1 }
        let (keeper, fleet, _) = try keeper(engine, folder)
        let now = Moment.monotonicMilliseconds()
        keeper.killLate("a")
        let seen = fleet.read { $0.observed }
        #expect(seen.first?.killedAt ?? 0 >= now)
        let plan = FleetPlan.make(wanted: [], observed: seen, histories: [:], now: now + 60_000)
        #expect(plan.actions.contains(.kill("a")))
    }

    @Test func `that a dyno is up is remembered when the disk takes it`() throws {
        let (keeper, fleet, dyno) = try keeper(StubEngine(), try LogFolder())
        keeper.mark("a")
        #expect(fleet.read { $0.dynos["a"]?.isMarked } == false)
        try Files.makeDirectory(keeper.launches.folder(of: dyno.spec.id))
        _ = keeper.tidy(now: Moment.monotonicMilliseconds())
        let isMarked: Bool? = fleet.wait(until: Moment.monotonicMilliseconds() + 20_000) { $0.dynos["a"]?.isMarked == true ? true : nil }
        #expect(isMarked == true)
    }

    @Test func `the time of a dyno that leaves begins when the router serves a table without it`() throws {
        let (keeper, fleet, _) = try keeper(StubEngine(), try LogFolder())
        fleet.update { state in
            state.dynos["a"]?.wasRouted = true
            state.dynos["a"]?.namedIn = 7
            state.appliedVersion = 7
        }
        keeper.retire("a")
        func leftAt(_ now: Int64) -> Int64? {
            fleet.update { state in
                state.noteLeft(now: now)
                return state.dynos["a"]?.leftAt
            }
        }
        #expect(leftAt(100) == nil)
        fleet.update { $0.appliedVersion = 8 }
        #expect(leftAt(200) == 200 && fleet.read { $0.observed.first?.isOnDisk } == true)
        fleet.update { $0.savedVersion = 8 }
        #expect(leftAt(300) == 200 && fleet.read { $0.observed.first?.isOnDisk } == false)
    }
}
