import Ledger
import Linux
import Model
import Operations
import Planning
import Testing
import Wire

@testable import Runner

@Suite("Previews in the runner") struct PreviewKeeperTests {
    private static let day: Int64 = 86_400_000_000

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

    @Test func `one goes when nobody has pushed to it for so long, and its app says so`() throws {
        let scene = try RunnerScene()
        try scene.start()
        try preview(scene, "old")
        let now = Moment.wallMicroseconds()
        try scene.runner?.previews.look(now: now + 29 * Self.day, all: true)
        #expect(try names(scene) == ["old--shop", "shop"])
        // While somebody pushes, it is not.
        let lock = try FileLock.waiting(for: scene.root.lock(scene.app.name))
        try scene.runner?.previews.look(now: now + 31 * Self.day, all: true)
        #expect(try names(scene) == ["old--shop", "shop"])
        _ = consume lock
        try scene.runner?.previews.look(now: now + 31 * Self.day, all: true)
        #expect(try names(scene) == ["shop"])
        _ = try scene.log(with: "The preview old--shop is destroyed: nobody has pushed to it for 30 days")
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
        try scene.runner?.previews.look(now: now, all: false)
        #expect(try names(scene) == ["new--shop", "shop"], "it may be released yet")
        try ledger.write { _ = try $0.move(deploy, .settled(.abort(reason: "refused")), now: now) }
        try scene.runner?.previews.look(now: now, all: false)
        #expect(try names(scene) == ["shop"])
        _ = try scene.log(with: "The preview new--shop is destroyed: its first push was not taken")
    }
}
