import Ledger
import Linux
import Model
import Operations
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
        let collector = try LogCollector(root: root, logs: logs, limits: configuration.logs) { _ in }
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
}
