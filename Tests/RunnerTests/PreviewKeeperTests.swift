import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import RequestBench
import Synchronization
import Testing
import Wire

@testable import Runner

@Suite("Previews in the runner") struct PreviewKeeperTests {
    private static let day: Int64 = 86_400

    /// A preview that was pushed now.
    private func preview(_ scene: RunnerScene, _ name: String) throws {
        let ledger = try #require(scene.rollouts).platform.ledger
        let now = Moment.wallMicroseconds()
        try ledger.write { db in
            let ref = try #require(RefName("refs/heads/preview/\(name)"))
            let row = try db.insertPreview(AppName.named("\(name)--shop"), of: scene.app, ref, uidBase: 20_000, now: now)
            let new = NewDeploy(app: row.id, kind: .push, state: .prepared, slug: "slug", config: [:], description: "Deploy", actor: "ada")
            _ = try db.release(try db.insertDeploy(new, now: now), now: now)
        }
    }

    private func names(_ scene: RunnerScene) throws -> [String] {
        try ControlClient(root: scene.root).ask(ListApps()).map(\.name.text)
    }

    /// A keeper of the scene's whose git is asked for nothing but this.
    private func keeper(_ scene: RunnerScene, _ refTarget: @escaping @Sendable (AppName, RefName) throws -> CommitID?) throws
        -> PreviewKeeper
    {
        let own = try #require(scene.runner)
        return PreviewKeeper(
            platform: try #require(scene.rollouts).platform,
            fleet: own.fleet,
            services: own.previews.services,
            refTarget: refTarget
        )
    }

    @Test func `one goes when nobody has pushed to it for so long, and its app says so`() throws {
        let scene = try RunnerScene()
        try scene.start()
        try preview(scene, "old")
        let ledger = try #require(scene.rollouts).platform.ledger
        let there = CommitID(String(repeating: "a", count: 40))
        let keeper = try keeper(scene) { _, _ in there }
        // A day that the machine was off, or by which its clock was set ahead, is seen by nobody.
        try keeper.look(passed: 0)
        try keeper.look(passed: 31 * Self.day)
        let (id, age) = try ledger.read { db in
            let row = try db.existing(AppName.named("old--shop"))
            return (row.id, try db.previewAge(row.id))
        }
        let known = try #require(age)
        #expect(try names(scene) == ["old--shop", "shop"] && known.seconds == 3600)
        try ledger.write { try $0.setPreviewAge(id, PreviewAge(push: known.push, seconds: 30 * Self.day - 300)) }
        try keeper.look(passed: 299)
        #expect(try names(scene) == ["old--shop", "shop"])
        // While somebody pushes, it is not.
        let lock = try FileLock.waiting(for: scene.root.lock(scene.app.name))
        try keeper.look(passed: 1)
        #expect(try names(scene) == ["old--shop", "shop"])
        _ = consume lock
        try keeper.look(passed: nil)
        #expect(try names(scene) == ["old--shop", "shop"], "its time comes with the others'")
        try keeper.look(passed: 0)
        #expect(try names(scene) == ["shop"])
        _ = try scene.log(with: "The preview old--shop is destroyed: nobody has pushed to it for 30 days")
    }

    @Test func `what is to be run before that is run, and its app's log has what it says`() throws {
        let scene = try RunnerScene(predestroy: "drop")
        try scene.start()
        try preview(scene, "old")
        try keeper(scene) { _, _ in nil }.look(passed: 0)
        #expect(try names(scene) == ["shop"])
        #expect(scene.engine.state.read(\.commands) == ["predestroy of old--shop: drop"])
        let log = try scene.log(with: "The preview old--shop is destroyed: its branch is gone")
        _ = try scene.log(with: "app.json's pr-predestroy command of old--shop has ended")
        #expect(try log.contains("Running") || scene.log(with: "  from old--shop").contains("from old--shop"))
    }

    @Test func `what is to be run before that is not run again where the preview could not be removed after it`() throws {
        let scene = try RunnerScene(predestroy: "drop")
        try scene.start()
        try preview(scene, "old")
        let ledger = try #require(scene.rollouts).platform.ledger
        let keeper = try keeper(scene) { _, _ in nil }
        let (row, deploy) = try ledger.read { db in
            let row = try db.existing(AppName.named("old--shop"))
            return (row, try #require(row.currentDeploy))
        }
        // The removal fails after it.
        try ledger.write { try $0.setFarewell(row.id, of: deploy, hasEnded: true) }
        let other = try ledger.read { try $0.hasEndedFarewell(row.id, of: deploy + 1) }
        #expect(!other, "another release has one of its own")
        try keeper.look(passed: 0)
        #expect(try names(scene) == ["shop"] && scene.engine.state.read(\.commands) == [])
    }

    @Test func `what was to be run before that is run again where nobody saw its end`() throws {
        let scene = try RunnerScene(predestroy: "drop")
        try scene.start()
        try preview(scene, "cut")
        // Its runner was killed while it ran.
        try #require(scene.rollouts).platform.ledger.write { db in
            let row = try db.existing(AppName.named("cut--shop"))
            try db.setFarewell(row.id, of: try #require(row.currentDeploy), hasEnded: false)
        }
        try keeper(scene) { _, _ in nil }.look(passed: 0)
        #expect(try names(scene) == ["shop"] && scene.engine.state.read(\.commands) == ["predestroy of cut--shop: drop"])
    }

    @Test func `somebody with many that take long holds up nobody else's`() throws {
        let scene = try RunnerScene(predestroy: "drop")
        try scene.start()
        let ledger = try #require(scene.rollouts).platform.ledger
        let other = try ledger.write { try $0.insertApp(AppName.named("tea"), stack: "debian-13", uidBase: 20_000, now: 1) }
        try AppLock(#require(scene.rollouts).platform).make(other.name)
        for name in ["a", "b", "c"] { try preview(scene, name) }
        try ledger.write { db in
            let ref = try #require(RefName("refs/heads/preview/z"))
            let row = try db.insertPreview(AppName.named("z--tea"), of: other, ref, uidBase: 20_000, now: 1)
            let new = NewDeploy(app: row.id, kind: .push, state: .prepared, slug: "slug", config: [:], description: "Deploy", actor: "eve")
            _ = try db.release(try db.insertDeploy(new, now: 1), now: 1)
        }
        scene.engine.state.update { $0.holdsCommands = "shop" }
        let keeper = try keeper(scene) { _, _ in nil }
        let done = Monitor(false)
        inBackground("look") {
            do { try keeper.look(passed: 0) } catch { Issue.record(error) }
            done.update { $0 = true }
        }
        let gone: Bool? = scene.engine.state.wait(until: Moment.monotonicMilliseconds() + 60_000, slice: 20) { _ in
            (try? ledger.read { try $0.app(AppName.named("z--tea")) == nil }) == true ? true : nil
        }
        #expect(gone == true)
        #expect(scene.engine.state.read(\.commands).count == 2, "one of each at once")
        scene.engine.state.update { $0.holdsCommands = nil }
        let all: Bool? = done.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0 ? true : nil }
        #expect(all == true)
        #expect(try names(scene) == ["shop", "tea"])
    }

    @Test func `git is asked again where something was done to a branch, and not else`() throws {
        let scene = try RunnerScene()
        try scene.start()
        for name in ["a", "b"] { try preview(scene, name) }
        let repository = scene.root.repository(scene.app.name)
        try Files.makeDirectory(repository + "/refs/heads/preview")
        let branch = repository + "/refs/heads/preview/a"
        try Files.replace(branch, with: "1")
        try Files.replace(repository + "/packed-refs", with: "2")
        let asked = Mutex<[String]>([])
        let there = CommitID(String(repeating: "a", count: 40))
        let keeper = try keeper(scene) { _, ref in
            asked.withLock { $0.append(ref.short) }
            return Files.exists(branch) || ref.short != "preview/a" ? there : nil
        }
        func looked() throws -> [String] {
            try keeper.look(passed: 0)
            return asked.withLock { asked in
                defer { asked = [] }
                return asked.sorted()
            }
        }
        #expect(try looked() == ["preview/a", "preview/b"])
        for _ in 0..<3 { #expect(try looked().isEmpty) }
        // As git does: a new file in its place.
        try Files.replace(branch, with: "2")
        #expect(try looked() == ["preview/a"] && looked().isEmpty)
        try Files.replace(repository + "/packed-refs", with: "2")
        #expect(try looked() == ["preview/a", "preview/b"] && looked().isEmpty)
        try Files.remove(branch)
        #expect(try Set(looked()) == ["preview/a"])
        #expect(try names(scene) == ["b--shop", "shop"])
        // Where it is in no file, nobody but git knows.
        try Files.remove(repository + "/packed-refs")
        for _ in 0..<2 { #expect(try looked() == ["preview/b"]) }
    }

    @Test func `one of which nothing was released goes once nothing of it is on its way, whatever branch there is`() throws {
        let scene = try RunnerScene()
        try scene.start()
        let ledger = try #require(scene.rollouts).platform.ledger
        // Nobody else looks while it is being pushed.
        let lock = try FileLock.waiting(for: scene.root.lock(scene.app.name))
        let deploy = try ledger.write { db in
            let ref = try #require(RefName("refs/heads/preview/new"))
            let row = try db.insertPreview(AppName.named("new--shop"), of: scene.app, ref, uidBase: 20_000, now: 1)
            let new = NewDeploy(app: row.id, kind: .push, state: .prepared, slug: "slug", config: [:], description: "Deploy", actor: "ada")
            return try db.insertDeploy(new, now: 1)
        }
        _ = consume lock
        let now = Moment.wallMicroseconds()
        try scene.runner?.previews.look(passed: nil)
        #expect(try names(scene) == ["new--shop", "shop"], "it may be released yet")
        try ledger.write { _ = try $0.move(deploy, .settled(.abort(reason: "refused")), now: now) }
        // The runner's own look may have the lock at this moment, and does it then.
        let end = Moment.monotonicMilliseconds() + 60_000
        while try names(scene) != ["shop"], Moment.monotonicMilliseconds() < end { try scene.runner?.previews.look(passed: nil) }
        #expect(try names(scene) == ["shop"])
        _ = try scene.log(with: "The preview new--shop is destroyed: its first push was not taken")
    }
}
