import Glibc
import Linux
import Model
import Testing

/// Builds as those look at them who have nothing but SSH.
@Suite("Builds") struct BuildCommandTests {
    @Test func `one that failed is found and understood over SSH alone`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        try app.commit(["renga.yml": SampleApps.step("echo pip says no; exit 7", name: "Installing")])
        let text = try platform.expectRefusal(of: app, to: "shop", saying: ["status 7"])
        expect(text, has: ["This output again: ssh ssh://root@127.0.0.1:\(platform.sshPort) builds:output 2 -a shop"])
        let list = try platform.ssh("builds", "-a", "shop").check()
        let lines = list.split(separator: "\n").map(String.init)
        #expect(lines.count == 3 && lines[0] == "=== shop Builds", "\(list)")
        #expect(lines[1].contains("#2  refused") && lines[1].hasSuffix("the step `Installing` ended with status 7"), "\(list)")
        #expect(lines[2].contains("#1  v3"), "\(list)")
        let output = try platform.ssh("builds:output", "-a", "shop").check()
        #expect(output == (try platform.buildLog("shop", "0002.log")))
        expect(output, has: ["pip says no", "the step `Installing` ended with status 7", "Push rejected: nothing has changed"])
        expect(try platform.ssh("builds:output", "v3", "-a", "shop").check(), has: ["Released v3"])
        expect(try platform.ssh("builds:info", "2", "-a", "shop").check(), has: ["refused", "the step `Installing` ended with status 7"])
    }

    @Test func `somebody else's is cancelled, git and the pusher are told by whom, and the next push works at once`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let old = try app.head
        let script = "(sleep 1000 & sleep 1000 | sleep 1000) &\necho in the step\nsleep 1000"
        try app.commit(["renga.yml": SampleApps.step(script, "network: true"), "message": "two"])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "in the step")
        let tail = try BackgroundCommand(platform, ["builds:output", "--tail", "-a", "shop"])
        try tail.wait(for: "in the step")
        let outcome = try platform.renga("builds:cancel", "-a", "shop")
        expect(try outcome.check(), has: ["Cancelling the build of ⬢ shop... done"])
        let (status, text) = try push.finish()
        #expect(status == .exited(1))
        expect(
            text,
            has: ["the build was cancelled by root", "Push rejected: nothing has changed, v3 goes on serving", "[remote rejected]"]
        )
        #expect(tail.finish() == .exited(0))
        expect(try tail.text, has: ["the build was cancelled by root", "Push rejected"])
        try platform.settle()
        try platform.expectNoBuildLeft()
        #expect(try platform.dynoStates("shop") == ["web.1 up"])
        #expect(try platform.ref("refs/heads/main", of: "shop") == old)
        expect(try platform.ssh("builds:info", "-a", "shop").check(), has: ["Cancelled by: root"])
        #expect(try platform.ssh("builds:cancel", "-a", "shop").status == .exited(20))
        try app.commit(["renga.yml": nil])
        let next = try platform.expectDeploy(of: app, to: "shop")
        #expect(!next.contains("Waiting for"), "\(next)")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `the same commit is deployed once more, and with an empty cache all of its steps run`() throws {
        let platform = try Installation()
        #expect(try platform.renga("create", "shop").status == .exited(0))
        let none = try platform.ssh("builds:create", "-a", "shop")
        #expect(none.status == .exited(20))
        expect(none.text, has: ["nothing was pushed to shop yet", "git push heroku main"])
        let app = try SampleApps.web(
            "one",
            [
                "renga.yml": SampleApps.step(
                    "echo counted; cat $CACHE_DIR/kept/file || echo x > $CACHE_DIR/kept/file",
                    "inputs: []\n    caches: [kept]"
                )
            ]
        )
        try platform.expectDeploy(of: app, to: "shop")
        let again = try platform.ssh("builds:create", "-a", "shop").check()
        expect(again, has: ["Using cached: Testing", "Launching...", "Released v4", "deployed to Renga", "Verifying deploy... done."])
        expect(try platform.ssh("releases", "-a", "shop").check(), has: ["v4", "Deploy \(String(try app.head.prefix(7)))"])
        let purge = try platform.ssh("builds:cache:purge", "-a", "shop").check()
        expect(purge, has: ["Purging the build cache of ⬢ shop... done, ", " freed"])
        #expect(!Files.exists(platform.root.cache(try platform.appName("shop"))))
        let anew = try platform.renga("ps:rebuild", "-a", "shop").check()
        expect(anew, has: ["Testing (the build cache was purged)", "counted", "Released v5"])
        // What fails is refused as a push is, and what serves goes on.
        try platform.renga("config:set", "-a", "shop", "A=1").check()
        try Files.replace(platform.root.buildpacks + "/script.yml", with: "name: [")
        let failed = try platform.ssh("builds:create", "-a", "shop")
        #expect(failed.status != .exited(0))
        expect(failed.text, has: ["Build failed: nothing has changed, v6 goes on serving."])
        #expect(try platform.get("shop") == (200, "one") && platform.currentVersion("shop") == 6)
        try platform.settle()
    }

    @Test func `of one at a time the next is told its place, and comes when the one before it is killed`() throws {
        let platform = try Installation("build: {at_once_max: 1}\n")
        try platform.create("first")
        try platform.create("second")
        let slow = try SampleApps.web("one", ["renga.yml": SampleApps.step("echo in the step\nsleep 1000")])
        let one = try BackgroundPush(platform, slow, to: "first")
        try one.wait(for: "in the step")
        let fast = try SampleApps.web("two")
        let two = try BackgroundPush(platform, fast, to: "second")
        try two.wait(for: "Waiting for 1 build before this one...")
        expect(try platform.ssh("builds", "-a", "second").check(), has: ["#1  waiting (1 before it)"])
        expect(try platform.ssh("builds:info", "-a", "second").check(), has: ["waiting (1 before it)..."])
        let note = try Files.text(platform.root.buildLock(try platform.appName("first")))
        let builder = try #require(note.split(separator: " ").first.flatMap { Int32($0) })
        kill(builder, SIGKILL)
        let (status, text) = try two.finish()
        #expect(status == .exited(0), "\(text)")
        #expect(try platform.get("second") == (200, "two"))
        try one.finish()
        try platform.settle()
        #expect(try Files.list(platform.root.buildQueue) == [])
    }

    @Test func `of one person are cancelled by another who may, over SSH, and by nobody who may only look`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let (bob, eve) = (try Visitor("bob@example.com", of: platform), try Visitor("eve@example.com", of: platform))
        try platform.ssh("access:add", "bob@example.com", "-a", "shop", input: bob.publicKey).check()
        try platform.ssh("access:add", "eve@example.com", "-p", "view", "-a", "shop", input: eve.publicKey).check()
        try app.commit(["renga.yml": SampleApps.step("echo in the step\nsleep 1000"), "message": "two"])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "in the step")
        let refused = try eve.ssh("builds:cancel", "-a", "shop")
        #expect(!refused.status.isSuccess && refused.text.contains("deploy"), "\(refused.text)")
        expect(try eve.ssh("builds:info", "-a", "shop").check(), has: ["building..."])
        expect(try bob.ssh("builds:cancel", "-a", "shop").check(), has: ["done"])
        let (status, text) = try push.finish()
        #expect(status == .exited(1))
        expect(text, has: ["the build was cancelled by bob@example.com", "Push rejected: nothing has changed, v3 goes on serving"])
        expect(try eve.ssh("builds:info", "-a", "shop").check(), has: ["Cancelled by: bob@example.com"])
        try platform.settle()
        try platform.expectNoBuildLeft()
    }
}
