import Glibc
import Linux
import Model
import Operations
import Synchronization
import Testing

@testable import Runner

@Suite("The guard of the disk") struct DiskGuardTests {
    /// Dynos whose use of the disk is what the test says.
    private final class StatedEngine: DynoEngine {
        let readings = Mutex<[String: DiskReading]>([:])
        let killed = Mutex<[String]>([])
        /// On the whole disk.
        let left = Mutex(DiskSpace(freeBytes: 100 << 30, freeFiles: 1_000_000))

        func prepare() -> [FoundDyno] { [] }
        func start(_ spec: DynoSpec, _ launch: DynoLaunch) -> DynoWatch? { nil }
        func release(_ order: ReleaseCommand.Order, cancel: Int32, lines: ([String]) throws -> Void) {}
        func signal(_ id: String, _ signal: Int32) { killed.withLock { $0.append("\(id) \(signal)") } }
        func end(of id: String) -> DynoEnd? { nil }
        func remove(_ spec: DynoSpec) {}
        func sweepBuilds() {}
        func diskUse(_ id: String, limits: DiskLimits) -> DiskReading { readings.withLock { $0[id] ?? .within(DiskAmount()) } }
        func bytesWritten(_ id: String) -> Int64? { nil }
        func logPath(_ id: String) -> String { "/nonexistent" }
        func rotateLog(_ id: String) {}

        func say(_ id: String, megabytes: Int64) {
            readings.withLock { $0[id] = .within(DiskAmount(bytes: megabytes << 20, files: 10)) }
        }
    }

    private final class Scene {
        let folder: LogFolder
        let fleet = Fleet()
        let engine = StatedEngine()
        let logs: AppLogs
        let configuration = Configuration()
        var memory = DiskGuard.Memory()

        init(_ apps: String...) throws {
            folder = try LogFolder()
            let root = try #require(InstallationRoot(folder.path + "/root"))
            logs = AppLogs(root: root, limits: configuration.logs)
            for app in apps {
                let spec = DynoSpec(
                    id: "\(app).web.1",
                    slot: DynoSlot(app: try .named(app), deploy: 1, type: "web", index: 1),
                    address: "192.0.2.1",
                    port: 1,
                    command: "serve",
                    healthcheck: nil,
                    startedAt: 0
                )
                fleet.update { $0.dynos[spec.id] = FleetState.Dyno(spec: spec, startedAt: 0, changedAt: 0) }
                engine.say(spec.id, megabytes: 1)
            }
        }

        func look() {
            let guarding = DiskGuard(fleet: fleet, engine: engine, logs: logs, configuration: configuration) { [engine] in
                engine.left.withLock { $0 }
            }
            guarding.look(&memory)
        }

        func log(_ app: String) throws -> String {
            logs.flush()
            let path = folder.path + "/root/logs/\(app)/app.log"
            return Files.exists(path) ? try Files.text(path) : ""
        }
    }

    @Test func `stops who is over a limit, and says which`() throws {
        let scene = try Scene("bytes", "files", "fine")
        scene.engine.readings.withLock {
            $0["bytes.web.1"] = .over(DiskAmount(), .bytes)
            $0["files.web.1"] = .over(DiskAmount(), .files)
        }
        scene.look()
        #expect(scene.engine.killed.withLock { Set($0) } == ["bytes.web.1 9", "files.web.1 9"])
        #expect(try scene.log("bytes").contains("heroku[web.1]: Disk quota exceeded: it wrote more than a dyno may (2.0G)"))
        #expect(try scene.log("files").contains("Disk quota exceeded: it made more files than a dyno may (200000)"))
    }

    @Test func `accuses nobody whose use it cannot see`() throws {
        let scene = try Scene("shop")
        scene.engine.readings.withLock { $0["shop.web.1"] = .unknown("cannot open it") }
        for _ in 1...3 { scene.look() }
        #expect(scene.engine.killed.withLock { $0 }.isEmpty)
        #expect(try scene.log("shop") == "")
    }

    @Test func `stops the one that grows where the machine has too little left, and no other`() throws {
        let scene = try Scene("grows", "rests")
        scene.engine.say("rests.web.1", megabytes: 1500)
        scene.look()
        scene.engine.left.withLock { $0 = DiskSpace(freeBytes: 700 << 20, freeFiles: 1_000_000) }
        scene.engine.say("grows.web.1", megabytes: 400)
        scene.look()
        #expect(scene.engine.killed.withLock { $0 } == ["grows.web.1 9"])
        #expect(try scene.log("grows").contains("heroku[web.1]: Disk full: 700.0M is free, 1.0G has to stay free"))
        // It is given time to be cleared away before anybody else is looked at.
        scene.engine.say("rests.web.1", megabytes: 1600)
        scene.look()
        #expect(scene.engine.killed.withLock { $0.count } == 1)
    }

    @Test func `stops nobody where the disk is full of something else`() throws {
        let scene = try Scene("shop")
        scene.look()
        scene.engine.left.withLock { $0 = DiskSpace(freeBytes: 1 << 20) }
        for _ in 1...3 { scene.look() }
        #expect(scene.engine.killed.withLock { $0 }.isEmpty)
        #expect(scene.memory.pause == 250)
    }
}
