import Glibc
import Linux
import Model
import Operations
import Synchronization
import Testing

@testable import Runner

@Suite("The guard of the disk") struct DiskGuardTests {
    private final class Scene {
        let folder: LogFolder
        let fleet = Fleet()
        let engine = FakeEngine()
        /// On the whole disk.
        let left = Mutex(DiskSpace(freeBytes: 100 << 30, freeFiles: 10_000_000))
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
                    port: 1,
                    command: "serve",
                    healthcheck: nil,
                    startedAt: 0
                )
                fleet.update { $0.dynos[spec.id] = FleetState.Dyno(spec: spec, startedAt: 0, changedAt: 0) }
                engine.state.update { $0.dynos[spec.id] = FakeEngine.Dyno(spec: spec) }
                say(spec.id, megabytes: 1)
            }
        }

        func look() {
            let space = left.withLock { $0 }
            let guarding = DiskGuard(fleet: fleet, engine: engine, logs: logs, configuration: configuration) { space }
            guarding.look(&memory)
        }

        func say(_ id: String, megabytes: Int64) {
            engine.state.update { $0.diskUses[id] = .within(DiskAmount(bytes: megabytes << 20, files: 10)) }
        }

        /// Who was killed, each as often as it was.
        var killed: [String] {
            engine.state.read(\.dynos).values.flatMap { dyno in dyno.signals.filter { $0 == SIGKILL }.map { _ in dyno.spec.id } }.sorted()
        }

        func log(_ app: String) throws -> String {
            logs.flush()
            let path = folder.path + "/root/logs/\(app)/app.log"
            return Files.exists(path) ? try Files.text(path) : ""
        }
    }

    @Test func `counts again who has written since, and everybody where the disk is nearly full`() throws {
        let scene = try Scene("still", "busy")
        let counted = { (id: String) in scene.engine.state.read { $0.measured[id] ?? 0 } }
        scene.engine.state.update { $0.written = ["still.web.1": 5, "busy.web.1": 5] }
        scene.look()
        scene.engine.state.update { $0.written["busy.web.1"] = 6 }
        scene.look()
        #expect(counted("still.web.1") == 1 && counted("busy.web.1") == 2)
        // What it is said to have is what it had.
        #expect(scene.memory.amounts["still.web.1"] == scene.memory.amounts["busy.web.1"])
        scene.memory.countedAt["still.web.1"] = Moment.monotonicMilliseconds() - 60_001
        scene.look()
        #expect(counted("still.web.1") == 2 && counted("busy.web.1") == 2)
        scene.left.withLock { $0.freeBytes = scene.configuration.disk.bytes + (2 << 30) }
        scene.look()
        scene.look()
        #expect(counted("still.web.1") >= 3)
    }

    @Test func `who has computed nothing since it was counted is not even asked, but for once in ten minutes`() throws {
        let scene = try Scene("still", "names")
        let counted = { (id: String) in scene.engine.state.read { $0.measured[id] ?? 0 } }
        let all = ["still.web.1", "names.web.1"]
        scene.engine.state.update { state in for id in all { (state.written[id], state.computed[id]) = (5, 100) } }
        scene.look()
        // Whatever it seems to have written: it cannot have.
        scene.engine.state.update { $0.written["still.web.1"] = 6 }
        scene.engine.state.update { $0.computed["names.web.1"] = 110 }
        for id in all { scene.memory.countedAt[id] = Moment.monotonicMilliseconds() - 59_000 }
        scene.look()
        #expect(all.map(counted) == [1, 1])
        // Names that it made before it rested again are counted within the same minute.
        for id in all { scene.memory.countedAt[id] = Moment.monotonicMilliseconds() - 60_001 }
        scene.look()
        #expect(all.map(counted) == [1, 2])
        scene.memory.countedAt["still.web.1"] = Moment.monotonicMilliseconds() - 600_001
        scene.look()
        #expect(all.map(counted) == [2, 2])
        // Where the disk is nearly full, everybody is.
        scene.left.withLock { $0.freeBytes = scene.configuration.disk.bytes + (2 << 30) }
        scene.look()
        scene.look()
        #expect(counted("still.web.1") >= 3)
    }

    @Test func `who has computed nothing but that its first process woke up is not even asked either`() throws {
        let scene = try Scene("still", "works")
        let counted = { (id: String) in scene.engine.state.read { $0.measured[id] ?? 0 } }
        let all = ["still.web.1", "works.web.1"]
        scene.engine.state.update { state in
            for id in all { (state.written[id], state.computed[id], state.worked[id]) = (5, 100, 50) }
        }
        scene.look()
        // Two counts are not of the same moment.
        scene.engine.state.update { state in
            for id in all { (state.written[id], state.computed[id], state.worked[id]) = (6, 900, 52) }
            state.worked["works.web.1"] = 53
        }
        scene.look()
        #expect(all.map(counted) == [1, 2])
    }

    @Test func `what a dyno has grown since it was counted long ago is no growth of the last moment`() throws {
        let scene = try Scene("slow")
        scene.engine.state.update { $0.written = ["slow.web.1": 5] }
        scene.look()
        scene.look()
        #expect(scene.memory.skipped == ["slow.web.1"])
        // In a minute, into its output, which its own processes do not write.
        scene.say("slow.web.1", megabytes: 8)
        scene.memory.countedAt["slow.web.1"] = Moment.monotonicMilliseconds() - 60_001
        scene.left.withLock { $0.freeBytes = 0 }
        scene.look()
        #expect(scene.killed.isEmpty)
    }

    @Test func `one over its limit that could not be stopped is tried again, though it writes nothing`() throws {
        let scene = try Scene("stuck")
        scene.engine.state.update {
            $0.written["stuck.web.1"] = 5
            $0.diskUses["stuck.web.1"] = .over(DiskAmount(), .bytes)
            $0.signalsFail = 1
        }
        scene.look()
        #expect(scene.killed.isEmpty)
        scene.look()
        #expect(scene.killed == ["stuck.web.1"])
    }

    @Test func `stops who is over a limit, and says which`() throws {
        let scene = try Scene("bytes", "files", "fine")
        scene.engine.state.update {
            $0.diskUses["bytes.web.1"] = .over(DiskAmount(), .bytes)
            $0.diskUses["files.web.1"] = .over(DiskAmount(), .files)
        }
        scene.look()
        #expect(scene.killed == ["bytes.web.1", "files.web.1"])
        #expect(try scene.log("bytes").contains("heroku[web.1]: Disk quota exceeded: it wrote more than a dyno may (2.0G)"))
        #expect(try scene.log("files").contains("Disk quota exceeded: it made more files than a dyno may (200000)"))
    }

    @Test func `accuses nobody whose use it cannot see`() throws {
        let scene = try Scene("shop")
        scene.engine.state.update { $0.diskUses["shop.web.1"] = .unknown("cannot open it") }
        for _ in 1...3 { scene.look() }
        #expect(scene.killed.isEmpty)
        #expect(try scene.log("shop") == "")
    }

    @Test func `stops the one that grows where the machine has too little left, and no other`() throws {
        let scene = try Scene("grows", "rests")
        scene.say("rests.web.1", megabytes: 1500)
        scene.look()
        scene.left.withLock { $0 = DiskSpace(freeBytes: 700 << 20, freeFiles: 1_000_000) }
        scene.say("grows.web.1", megabytes: 400)
        scene.look()
        #expect(scene.killed == ["grows.web.1"])
        #expect(try scene.log("grows").contains("heroku[web.1]: Disk full: 700.0M is free, 1.0G has to stay free"))
        // It is given time to be cleared away before anybody else is looked at.
        scene.say("rests.web.1", megabytes: 1600)
        scene.look()
        #expect(scene.killed.count == 1)
    }

    @Test func `stops nobody where the disk is full of something else`() throws {
        let scene = try Scene("shop")
        scene.look()
        scene.left.withLock { $0 = DiskSpace(freeBytes: 1 << 20) }
        for _ in 1...3 { scene.look() }
        #expect(scene.killed.isEmpty)
        #expect(scene.memory.pause == 250)
    }
}
