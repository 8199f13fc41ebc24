import Glibc
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
        let (hook, gate) = (try repository(platform) + "/hooks/pre-receive", platform.root.path + "/gate")
        try #require(mkfifo(gate, 0o600) == 0)
        try Files.remove(hook)
        let script =
            "#!/bin/bash\n(exec -a hooks/pre-receive \(platform.root.path)/bin/renga-hooks) || exit\necho at the gate\nread < \(gate)\n"
        try Files.replace(hook, with: script, mode: 0o755)
        let push = try BackgroundPush(of: app, by: try local(platform, app))
        try push.wait(for: "at the gate")
        // Answers when the runner has looked after everything once.
        try platform.renga("domains:add", "shop.test", "-a", "shop").check()
        try Descriptor.open(gate, O_WRONLY).write(all: Array("\n".utf8))
        let outcome = try push.finish()
        #expect(outcome.status.isSuccess && outcome.text.contains("Released v3"), "\(outcome.text)")
        #expect(try platform.get("shop") == (200, "one"))
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
