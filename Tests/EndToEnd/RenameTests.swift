import Glibc
import Linux
import Model
import Testing

/// An app is called otherwise while it runs, is built, and is worked with.
@Suite("Renaming apps, for real") struct RenameTests {
    private static let procfile = "web: exec python3 server.py\n"

    @Test func `it serves on under the new name, with what was under way, and takes pushes by the old one`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop", ["Procfile": Self.procfile])
        try platform.renga("storage:add", "data:/app/data", "-a", "shop").check()
        try eventually("the dyno of before is gone") { try platform.dynoIDs().count == 1 }
        let (dynos, version) = (try platform.dynoIDs(), try platform.currentVersion("shop"))

        // A dyno of somebody's, and a push in the middle of its build.
        let session = try BackgroundCommand(
            platform,
            ["run", "-a", "shop", "--no-tty", "echo begun; sleep 8; echo over in $(cat message)"]
        )
        try session.wait(for: "begun")
        try app.commit(["renga.yml": SampleApps.step("echo in the step\nsleep 5"), "message": "two"])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "in the step")

        let renamed = try platform.renga("apps:rename", "store", "-a", "shop").check()
        expect(renamed, has: ["Renaming ⬢ shop to ⬢ store... done", "http://store.localhost", "/store.git", "http://shop.localhost"])
        #expect(try platform.get("store") == (200, "one"))
        #expect(try platform.get("shop").status == 404)
        #expect(try Set(platform.dynoIDs()).isSuperset(of: dynos) && platform.currentVersion("store") == version)
        // Killed at once: what runs is found again, as what it is now.
        try platform.restartRunnerAlone()
        #expect(try platform.get("store") == (200, "one"))
        #expect(try platform.renga("ps", "-a", "store").check().contains("run."))

        let end = try push.finish()
        #expect(end.status.isSuccess, "\(end.text)")
        expect(end.text, has: ["http://store.localhost", "deployed to Renga"])
        #expect(session.finish().isSuccess)
        expect(try session.text, has: ["over in one"])
        #expect(try platform.get("store") == (200, "two"))
        try oldName(platform, app)
        try newApp(platform, app)
        try platform.expectNoLeftovers(dynos: 1)
    }

    /// What the name of before is good for, and what not.
    private func oldName(_ platform: Installation, _ app: SampleApp) throws {
        try app.commit(["message": "three"])
        let push = try platform.push(app, to: "shop")
        #expect(push.status.isSuccess, "\(push.text)")
        expect(push.text, has: ["shop is called store now", "git remote set-url heroku ", "/store.git", "Released v"])
        // What was built under the old name is used again under the new one.
        expect(push.text, has: ["Using cached: Testing"])
        #expect(try platform.get("store") == (200, "three"))
        expect(try platform.renga("router:status").check(), has: ["store"])
        // A checkout on the machine whose remote is the repository itself, which has not moved.
        try app.git("remote", "add", "heroku", "\(platform.root.repositories)/shop.git")
        let here = Command(platform.root.path + "/bin/renga", ["--root", platform.root.path, "info"], workingDirectory: app.directory)
        #expect(try here.run().text.hasPrefix("=== ⬢ store") || here.run().text.contains("store.localhost"))
        #expect(!(try platform.push(app, to: "store").text.contains("is called")))
        let listing = try Command(
            "/usr/bin/git",
            ["-C", app.directory, "ls-remote", platform.remote("shop"), "refs/heads/main"],
            environment: platform.gitEnvironment
        ).run()
        #expect(listing.status.isSuccess)
        expect(listing.text, has: ["shop is called store now", try app.head])
        for words in [["destroy", "--confirm", "shop", "-a", "shop"], ["ps:scale", "web=0", "-a", "shop"], ["config", "-a", "shop"]] {
            let outcome = try platform.ssh(words)
            #expect(outcome.status.code == 20)
            expect(outcome.text, has: ["`shop` is called `store` now", "-a store"])
        }
        let previews = try platform.push(app, to: "shop", "main:preview/a", "main:preview/b")
        #expect(previews.status.isSuccess, "\(previews.text)")
        expect(previews.text, has: ["a--store.localhost", "b--store.localhost", "A preview of store"])
        try platform.push(app, to: "store", ":preview/a", ":preview/b").check()
        expect(try platform.renga("logs", "-n", "200", "-a", "store").check(), has: ["Rename to store by user"])
        expect(try platform.renga("info", "-a", "store").check(), has: ["First Name", "shop", "store.localhost"])
        #expect(try platform.renga("storage", "-a", "store").check().contains("data"))
        #expect(try platform.buildLog("shop").contains("store.localhost"))
    }

    /// The old name is taken by another app: folders, pushes and what is destroyed are each its own.
    private func newApp(_ platform: Installation, _ app: SampleApp) throws {
        try platform.create("shop")
        let other = try SampleApps.web("other", ["Procfile": Self.procfile])
        let push = try platform.push(other, to: "shop")
        #expect(push.status.isSuccess && !push.text.contains("is called"), "\(push.text)")
        #expect(try platform.get("shop") == (200, "other"))
        #expect(try platform.get("store") == (200, "three"))
        // Two at once are asked about before they are built, by the hook, which knows the first name by itself.
        let previews = try platform.push(app, to: "store", "main:preview/a", "main:preview/b")
        #expect(previews.status.isSuccess, "\(previews.text)")
        expect(previews.text, has: ["a--store", "b--store", "A preview of store"])
        #expect(!(try platform.renga("previews", "-a", "shop").check().contains("preview/a")))
        try platform.push(app, to: "store", ":preview/a", ":preview/b").check()
        // Its previews are its own, whatever app was called so at first.
        try platform.renga("config:set", "--preview", "SECRET=of-the-store", "-a", "store").check()
        let preview = try platform.push(other, to: "shop", "main:preview/c")
        #expect(preview.status.isSuccess, "\(preview.text)")
        #expect(try platform.get("c--shop") == (200, "other") && platform.get("c--shop", "/env/SECRET").body == "")
        try platform.restartRunner()
        #expect(try platform.get("shop") == (200, "other"))
        #expect(try platform.get("store") == (200, "three"))
        #expect(try platform.renga("logs", "-a", "shop", "-n", "1000").check().contains("Rename to store") == false)

        try platform.renga("destroy", "--confirm", "shop", "-a", "shop").check()
        try eventually("its dynos are gone") { try platform.dynoIDs().count == 1 }
        #expect(try platform.get("store") == (200, "three"))
        try app.commit(["message": "four"])
        try platform.expectDeploy(of: app, to: "store")
        #expect(try platform.get("store") == (200, "four"))
    }

    @Test func `whenever the runner is killed, it has one name or the other, and serves`() throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let names = ["shop", "store"]
        for turn in 0..<8 {
            let now = try #require(try names.first { try platform.renga("info", "-a", $0).status.isSuccess })
            let next = now == "shop" ? "store" : "shop"
            let command = try BackgroundCommand(platform, ["apps:rename", next, "-a", now])
            _ = poll(nil, 0, Int32(turn * 4))
            try platform.restartRunnerAlone()
            _ = command.finish()
            let found = try names.filter { try platform.renga("info", "-a", $0).status.isSuccess }
            #expect(found.count == 1, "turn \(turn): \(found)")
            let name = try #require(found.first)
            try eventually("\(name) is served, and it alone") {
                try platform.get(name) == (200, "one") && platform.get(name == "shop" ? "store" : "shop").status == 404
            }
        }
        try app.commit(["message": "two"])
        #expect(try platform.push(app, to: "shop").status.isSuccess)
        try platform.expectNoLeftovers(dynos: 1)
    }
}
