import Ledger
import Linux
import Model
import Testing
import Wire

@testable import Runner

@Suite("What folders that stay take") struct StorageGuardTests {
    /// Of the nth dyno that is started, once it is up.
    private func mounts(_ scene: RunnerScene, _ number: Int) -> [StorageMount]? {
        let id = scene.started(number)
        return scene.isUp(id) ? scene.engine.state.read { $0.dynos[id]?.launch?.mounts } : nil
    }

    @Test func `above the limit dynos have them to read alone, and below it to write again`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        #expect(scene.isUp(scene.started(1)))
        let runner = try #require(scene.runner)
        let limits = scene.limits
        let place = scene.root.storage(scene.app.name, "data")
        let folder = try StorageFolder("data:/app/data")
        _ = try ControlClient(root: scene.root).ask(AddStorage(app: scene.app.name, folder: folder))
        let mount = StorageMount(scene.app.name, folder)
        #expect(mounts(scene, 2) == [mount])
        let storage = StorageGuard(root: scene.root, fleet: runner.fleet, engine: scene.engine, logs: runner.logs, limits: limits)
        #expect(try storage.look([:]).isEmpty)
        _ = try ControlClient(root: scene.root).ask(RenameApp(app: scene.app.name, newName: "store"))
        try Files.replace(place + "/file", with: String(repeating: "x", count: 150_000))
        let full = try storage.look([:])
        #expect(full.keys.map(\.text) == ["shop"] && runner.fleet.read(\.fullStorage).map(\.text) == ["shop"])
        #expect(try scene.log(with: "Storage quota exceeded: its folders take").contains("renga run bash -a store"))
        // Another takes the place of the dyno that might write.
        #expect(mounts(scene, 3) == [StorageMount(scene.app.name, "data", at: "/app/data", isReadOnly: true)])
        #expect(try storage.look(full) == full)
        // A little below the limit is no reason to exchange them again.
        try Files.replace(place + "/file", with: String(repeating: "x", count: 97_000))
        #expect(try storage.look(full).keys.map(\.text) == ["shop"] && runner.fleet.read(\.fullStorage).map(\.text) == ["shop"])
        try Files.remove(place + "/file")
        #expect(try storage.look(full).isEmpty && runner.fleet.read(\.fullStorage).isEmpty)
        _ = try scene.log(with: "dynos may write there")
        #expect(mounts(scene, 4) == [mount])
    }

    @Test func `each folder's size is known, and what is kept of apps that are gone`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let runner = try #require(scene.runner)
        let storage = StorageGuard(root: scene.root, fleet: runner.fleet, engine: scene.engine, logs: runner.logs, limits: scene.limits)
        let shop = scene.app.name
        for name in ["a", "b"] { try Files.makeDirectory(scene.root.storage(shop, name)) }
        try Files.replace(scene.root.storage(shop, "b") + "/file", with: String(repeating: "x", count: 40_000))
        _ = try storage.look([:])
        let sizes = runner.fleet.read(\.storage)[shop] ?? [:]
        #expect(sizes.keys.sorted() == ["a", "b"] && (sizes["b"]?.bytes ?? 0) > (sizes["a"]?.bytes ?? 0) + 39_000)
        try storage.lookAtKept()
        #expect(runner.fleet.read { $0.keptStorage } == nil)
        try Files.rename(scene.root.storage(shop), to: scene.root.storage + "/.kept-shop-1-2")
        _ = try storage.look([:])
        try storage.lookAtKept()
        let found = runner.fleet.read(\.keptStorage)
        let kept = try #require(found)
        let sizesNow = runner.fleet.read(\.storage)
        #expect(sizesNow.isEmpty && kept.folders == 1 && kept.size.bytes > 40_000)
        try Files.removeTree(scene.root.storage + "/.kept-shop-1-2")
        try storage.lookAtKept()
        #expect(runner.fleet.read { $0.keptStorage } == nil)
    }

    @Test func `a one-off dyno that makes it more is ended, and an app of the same name begins anew`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        #expect(scene.isUp(scene.started(1)))
        let runner = try #require(scene.runner)
        let place = scene.root.storage(scene.app.name, "data")
        try Files.makeDirectory(place)
        let storage = StorageGuard(root: scene.root, fleet: runner.fleet, engine: scene.engine, logs: runner.logs, limits: scene.limits)
        try Files.replace(place + "/file", with: String(repeating: "x", count: 300_000))
        let full = try storage.look([:])
        #expect(runner.fleet.read(\.fullStorage).map(\.text) == ["shop"])
        let made = try ControlClient(root: scene.root).ask(RunDyno(app: scene.app.name, command: ["work"]))
        func signals() -> [Int32]? { scene.engine.state.read { $0.dynos[made.id]?.signals } }
        // It makes room, and there is much above the limit yet.
        try Files.replace(place + "/file", with: String(repeating: "x", count: 200_000))
        let less = try storage.look(full)
        #expect(less.values.max() ?? 0 < full.values.max() ?? 0 && signals() == [])
        try Files.replace(place + "/more", with: String(repeating: "x", count: 200_000))
        _ = try storage.look(less)
        _ = try scene.log(with: "Storage quota exceeded, and growing: stopping process with SIGKILL")
        try Files.rename(Files.parent(of: place), to: scene.root.storage + "/.kept-shop")
        #expect(try storage.look([:]).isEmpty && runner.fleet.read(\.fullStorage).isEmpty)
    }
}
