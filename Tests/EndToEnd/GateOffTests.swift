import Glibc
import Ledger
import Linux
import Model
import Testing

/// post-receive is complete by itself: it builds and releases what no pre-receive has prepared.
@Suite("Without the gate") struct GateOffTests {
    @Test func `a push to the repository's own path deploys`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        let outcome = try local(platform, app).run()
        #expect(outcome.status.isSuccess && outcome.text.contains("Released v3"), "\(outcome.text)")
        #expect(try platform.get("shop") == (200, "one"))
    }

    @Test func `nobody tidies up behind a push to that path before git has taken it over`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        let push = try gatedPush(platform, app)
        // Answers when the runner has looked after everything once.
        try platform.renga("domains:add", "shop.test", "-a", "shop").check()
        // Nor does whoever has the locks that such a push does not hold between its hooks.
        try Command(platform.root.path + "/bin/renga-builder", ["settle", "--root", platform.root.path, "--app", "shop"]).check()
        #expect(try platform.unsettled() == 1)
        try Descriptor.open(gate(platform), O_WRONLY).write(all: Array("\n".utf8))
        let outcome = try push.finish()
        #expect(outcome.status.isSuccess && outcome.text.contains("Released v3"), "\(outcome.text)")
        #expect(try platform.get("shop") == (200, "one"))
        let failed = try platform.ledger().read { db in try db.deployNews().count { $0.deploy.state == .failed } }
        #expect(failed == 0)
    }

    private func gate(_ platform: Installation) -> String { platform.root.path + "/gate" }

    /// A push to the repository's path that waits between pre-receive and git's own work.
    private func gatedPush(_ platform: Installation, _ app: SampleApp) throws -> BackgroundPush {
        let (hook, gate) = (try repository(platform) + "/hooks/pre-receive", gate(platform))
        try #require(mkfifo(gate, 0o600) == 0)
        try Files.remove(hook)
        let script =
            "#!/bin/bash\n(exec -a hooks/pre-receive \(platform.root.path)/bin/renga-hooks) || exit\necho at the gate\nread < \(gate)\n"
        try Files.replace(hook, with: script, mode: 0o755)
        let push = try BackgroundPush(of: app, by: try local(platform, app))
        try push.wait(for: "at the gate")
        return push
    }

    @Test func `without pre-receive, post-receive builds and releases`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        try platform.push(app, to: "shop").check()
        try Files.remove(try repository(platform) + "/hooks/pre-receive")
        try app.commit(["message": "two"])
        let outcome = try platform.push(app, to: "shop")
        #expect(outcome.status.isSuccess && outcome.text.contains("Released v4"), "\(outcome.text)")
        #expect(try platform.get("shop") == (200, "two"))
        #expect(try platform.state("shop").ref == app.head)
    }

    @Test func `a ref that was moved by hand is released by post-receive`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        try platform.push(app, to: "shop").check()
        let old = try app.head
        try app.commit(["message": "two"])
        try platform.push(app, to: "shop", "main:next").check()
        let path = try repository(platform)
        try Command("/usr/bin/git", ["-C", path, "update-ref", "refs/heads/main", try app.head]).check()
        let command = Command(path + "/hooks/post-receive", [], workingDirectory: path)
        let text = try command.check(input: Array("\(old) \(try app.head) refs/heads/main\n".utf8))
        #expect(text.contains("Released v4"), "\(text)")
        #expect(try platform.get("shop") == (200, "two"))
        #expect(try platform.state("shop").release == app.head)
    }

    /// A push to the repository's path waits for the app's lock before its post-receive: others may have been there by then.
    @Test func `what another push has followed is not released late`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        try platform.push(app, to: "shop").check()
        let old = try app.head
        try app.commit(["message": "two"])
        try platform.push(app, to: "shop").check()
        let path = try repository(platform)
        let late = Command(path + "/hooks/post-receive", [], workingDirectory: path)
        let zero = String(repeating: "0", count: 40)
        let outcome = try late.run(input: Array("\(zero) \(old) refs/heads/main\n".utf8))
        #expect(!outcome.status.isSuccess && outcome.text.contains("this push is not released"), "\(outcome.text)")
        #expect(try platform.get("shop") == (200, "two") && platform.currentVersion("shop") == 4)
    }

    @Test func `a broken version says so, and the old one goes on`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        try platform.push(app, to: "shop").check()
        try Files.remove(try repository(platform) + "/hooks/pre-receive")
        try app.commit(["Procfile": "web: exit 3\n"])
        let outcome = try platform.push(app, to: "shop")
        #expect(!outcome.status.isSuccess && outcome.text.contains("exited with status 3"), "\(outcome.text)")
        #expect(try platform.get("shop") == (200, "one"))
    }

    private func repository(_ platform: Installation) throws -> String {
        platform.root.repository(try platform.appName("shop"))
    }

    private func local(_ platform: Installation, _ app: SampleApp) throws -> Command {
        Command(
            "/usr/bin/git",
            ["-C", app.directory, "push", try repository(platform), "main"],
            environment: platform.gitEnvironment
        )
    }
}
