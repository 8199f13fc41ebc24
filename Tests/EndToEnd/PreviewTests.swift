import Linux
import Model
import Testing

/// Apps that branches make, by real pushes.
@Suite("Previews") struct PreviewTests {
    private static let appJSON = """
        {"env": {"COLOUR": "grey", "GREETING": "hello"}, "environments": {"review": {"env": {"COLOUR": "red"}}},
         "cron": [{"command": "echo RUN", "schedule": "* * * * *"}]}
        """

    private func page(_ platform: Installation, _ app: String, _ path: String = "/") throws -> String { try platform.get(app, path).body }

    private func apps(_ platform: Installation) throws -> String { try platform.renga("apps").check() }

    @Test func `are made by a push, have a life of their own, and go with their branch`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one", ["app.json": Self.appJSON])
        try platform.push(app, to: "shop").check()
        try platform.renga("config:set", "SECRET=of-the-app", "-a", "shop").check()
        try platform.renga("config:set", "--preview", "API=sandbox", "-a", "shop").check()
        expect(try platform.ssh("config", "--preview", "-a", "shop").check(), has: ["shop Preview Config Vars", "API", "sandbox"])
        try app.git("checkout", "-q", "-b", "work")
        try app.commit(["message": "two"])
        let made = try platform.push(app, to: "shop", "work:preview/feature").check()
        expect(
            made,
            has: [
                "Applying app.json", "Released v3", "http://feature--shop.localhost", "deployed to Renga", "A preview of shop",
                "git push heroku :preview/feature", "30 days without a push",
            ]
        )
        // Its own code and config, and nothing of the app's.
        #expect(try page(platform, "feature--shop") == "two" && page(platform, "shop") == "one")
        func variable(_ name: String) throws -> String { try page(platform, "feature--shop", "/env/\(name)") }
        #expect(try variable("SECRET") == "" && page(platform, "shop", "/env/SECRET") == "of-the-app")
        #expect(try variable("API") == "sandbox" && variable("COLOUR") == "red" && variable("GREETING") == "hello")
        #expect(try variable("HEROKU_APP_NAME") == "feature--shop" && variable("HEROKU_PARENT_APP_NAME") == "shop")
        #expect(try variable("HEROKU_BRANCH") == "feature" && page(platform, "shop", "/env/API") == "")

        // Everything by its name.
        expect(try platform.ssh("ps", "-a", "feature--shop").check(), has: ["web.1"])
        expect(try platform.renga("releases", "-a", "feature--shop").check(), has: ["v3", "Deploy", "v2", "Preview of feature"])
        expect(try platform.ssh("run", "-a", "feature--shop", "--", "printenv", "HEROKU_BRANCH").check(), has: ["feature"])
        expect(try platform.renga("cron", "-a", "feature--shop").check(), has: ["a1:", "never"])
        expect(
            try platform.renga("logs", "-a", "feature--shop", "-n", "200").check(),
            has: ["Preview of the branch feature", "Release v3"]
        )
        expect(try platform.renga("info", "-a", "feature--shop").check(), has: ["Branch", "feature", "/shop.git", "Preview Of", "shop"])
        expect(
            try platform.ssh("previews", "-a", "shop").check(),
            has: ["feature", "v3", "days)", "feature--shop.localhost", "1 of at most 10"]
        )
        expect(try apps(platform), has: ["shop\n  feature--shop"])
        let refused = try platform.push(app, to: "feature--shop")
        #expect(!refused.status.isSuccess)
        expect(refused.text, has: ["is a preview: its code is a branch of `shop`"])

        // Another version, one that is refused, and the app's own meanwhile.
        try app.commit(["message": "three"])
        expect(try platform.push(app, to: "shop", "work:preview/feature").check(), has: ["Released v4"])
        #expect(try page(platform, "feature--shop") == "three")
        try platform.renga("config:set", "OWN=1", "-a", "feature--shop").check()
        #expect(try variable("OWN") == "1")
        try app.commit(["server.py": "raise SystemExit(7)\n"])
        let broken = try platform.push(app, to: "shop", "work:preview/feature")
        #expect(!broken.status.isSuccess)
        expect(broken.text, has: ["did not come up", "v5 goes on serving", "[remote rejected]"])
        #expect(try page(platform, "feature--shop") == "three" && platform.ref("refs/heads/preview/feature", of: "shop") != app.head)
        expect(try platform.renga("builds:create", "-a", "feature--shop").check(), has: ["Released v6"])

        let pushes = try platform.renga("activity", "-a", "feature--shop").check()
        #expect(pushes.ranges(of: "  Push ").count == 2 && pushes.contains("to preview/feature"), "\(pushes)")
        let gone = try platform.push(app, to: "shop", ":preview/feature").check()
        expect(gone, has: ["Destroyed the preview feature--shop", "[deleted]"])
        #expect(try platform.ref("refs/heads/preview/feature", of: "shop") == nil)
        try eventually("nobody serves it") { try platform.get("feature--shop").status == 404 }
        #expect(try page(platform, "shop") == "one")
        let activity = try platform.renga("activity", "-a", "shop").check()
        #expect(activity.contains(/127\.0\.0\.1  Destroy the preview feature--shop/), "\(activity)")
        #expect(activity.contains(/127\.0\.0\.1  Preview feature--shop of preview\/feature/), "\(activity)")
        #expect(try !apps(platform).contains("feature--shop") && !Files.exists(platform.root.buildLogs + "/feature--shop"))
        try platform.expectNoLeftovers(dynos: 1)
    }

    /// What runs is called by the app, and a container's name may have 64 bytes.
    @Test func `are all that apps are, whatever length their names have`() throws {
        let platform = try Installation()
        let long = "a" + String(repeating: "0123456789", count: 2) + "bcdefghij"
        let branch = String(repeating: "k", count: 31)
        let preview = "\(branch)--\(long)"
        #expect(long.utf8.count == AppName.lengthMax && preview.utf8.count == 63)
        try platform.create(long)
        let appJSON = """
            {"cron": [{"command": "echo RUN of $HEROKU_APP_NAME", "schedule": "0 3 1 1 *"}], "scripts": {"postdeploy": "echo after"},
             "environments": {"review": {"scripts": {"pr-predestroy": "echo bye from $HEROKU_APP_NAME"}}}}
            """
        let procfile =
            "web: exec python3 server.py\na-process-type-of-many-letters: exec sleep 1000\nrelease: echo released $HEROKU_APP_NAME\n"
        let step = SampleApps.step("echo in the step")
        let app = try SampleApps.web("one", ["app.json": appJSON, "Procfile": procfile, "renga.yml": step])
        try platform.push(app, to: long).check()
        let made = try platform.push(app, to: long, "main:preview/\(branch)").check()
        expect(made, has: ["in the step", "released \(preview)", "deployed to Renga"])
        for name in [long, preview] {
            #expect(try page(platform, name) == "one")
            expect(try platform.ssh("run", "-a", name, "--", "printenv", "DYNO").check(), has: ["run."])
            try platform.renga("ps:scale", "web=2", "a-process-type-of-many-letters=2", "-a", name).check()
            try eventually("all are up") {
                let shown = try platform.ssh("ps", "-a", name).check()
                return ["web.2: up", "a-process-type-of-many-letters.2: up"].allSatisfy(shown.contains)
            }
            expect(try platform.renga("ps:exec", "web.2", "-a", name, "--", "printenv", "DYNO").check(), has: ["web.2"])
            expect(try platform.renga("cron:run", "a1", "-a", name).check(), has: ["done, scheduler."])
            try eventually("the job has run") { try platform.renga("logs", "-a", name, "-n", "200").check().contains("RUN of") }
        }
        // What was started is found again.
        try platform.restartRunner()
        #expect(try page(platform, preview) == "one" && platform.ssh("ps", "-a", preview).check().contains("web.2: up"))
        let gone = try platform.push(app, to: long, ":preview/\(branch)").check()
        expect(gone, has: ["bye from \(preview)", "Destroyed the preview \(preview)"])
        try platform.renga("destroy", long, "--confirm", long).check()
        try platform.expectNoLeftovers(dynos: 0)
    }

    @Test func `are all or nothing, alone and together, and no more than may be`() throws {
        let platform = try Installation("preview: {per_app_max: 2}\n")
        try platform.create("shop")
        let app = try SampleApps.web("one")
        try platform.push(app, to: "shop").check()
        let first = try app.head
        // A first push that is refused leaves no app.
        try app.git("checkout", "-q", "-b", "broken")
        try app.commit(["server.py": "raise SystemExit(7)\n"])
        let refused = try platform.push(app, to: "shop", "broken:preview/Broken_1")
        #expect(!refused.status.isSuccess)
        expect(refused.text, has: ["did not come up", "nothing was deployed yet", "There is no preview broken-1-"])
        #expect(try !apps(platform).contains("--") && platform.ref("refs/heads/preview/Broken_1", of: "shop") == nil)
        try platform.expectNoLeftovers(dynos: 1)
        // With the app's own branch, both or none: what came before the refused one is given up.
        try app.git("checkout", "-q", "main")
        try app.commit(["message": "two"])
        let both = try platform.push(app, to: "shop", "main", "main:preview/good", "broken:preview/bad")
        #expect(!both.status.isSuccess)
        expect(both.text, has: ["Building `main`", "Building `preview/", "did not come up"])
        #expect(try platform.ref("refs/heads/main", of: "shop") == first && page(platform, "shop") == "one")
        #expect(try !apps(platform).contains("--"))
        try platform.expectNoLeftovers(dynos: 1)
        // Several that are well.
        let several = try platform.push(app, to: "shop", "main", "main:preview/a", "main:preview/b").check()
        expect(several, has: ["Released v4", "Released v3", "Released v3"])
        #expect(try page(platform, "shop") == "two" && page(platform, "a--shop") == "two" && page(platform, "b--shop") == "two")
        // More are refused, at once.
        let more = try platform.push(app, to: "shop", "main:preview/c")
        #expect(!more.status.isSuccess)
        expect(more.text, has: ["`shop` would have 3 previews, and may have 2", "previews:destroy"])
        let many = try platform.push(app, to: "shop", "main:preview/a", "main:preview/c", "main:preview/d")
        #expect(!many.status.isSuccess && !many.text.contains("Building `"), "\(many.text)")
        // As a mirror does, and by command.
        try app.git("branch", "preview/b", "main")
        let pruned = try platform.push(app, to: "shop", "--prune", "refs/heads/preview/*:refs/heads/preview/*").check()
        expect(pruned, has: ["Destroyed the preview a--shop"])
        expect(try platform.ssh("previews:destroy", "b", "-a", "shop").check(), has: ["done, b--shop"])
        #expect(try platform.ref("refs/heads/preview/b", of: "shop") == nil)
        try eventually("nobody serves them") { try platform.get("a--shop").status == 404 && platform.get("b--shop").status == 404 }
        try platform.expectNoLeftovers(dynos: 1)
    }

    @Test func `are of every branch where that is wanted, and go with their app`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("one")
        try platform.push(app, to: "shop").check()
        try app.git("checkout", "-q", "-b", "topic")
        #expect(try platform.push(app, to: "shop", "topic").check().contains("stored, skipping build"))
        try platform.ssh("previews:enable", "--all-branches", "-a", "shop").check()
        let stored = try app.head
        try app.commit(["message": "topic"])
        // Both or none: a branch that was there before is no preview by that.
        try app.git("checkout", "-q", "-b", "broken")
        try app.commit(["server.py": "raise SystemExit(7)\n"])
        try app.git("checkout", "-q", "topic")
        let both = try platform.push(app, to: "shop", "topic", "broken")
        #expect(!both.status.isSuccess)
        expect(both.text, has: ["Building `topic`", "Building `broken`", "There is no preview topic--shop"])
        #expect(try !apps(platform).contains("--") && platform.ref("refs/heads/topic", of: "shop") == stored)
        expect(try platform.push(app, to: "shop", "topic").check(), has: ["topic--shop.localhost", "git push heroku :refs/heads/topic"])
        #expect(try page(platform, "topic--shop") == "topic")
        let same = try platform.push(app, to: "shop", "topic:preview/topic")
        expect(same.text, has: ["would be `topic--shop`, which is that of `topic`"])
        // Its branch may be somebody's, and stays.
        expect(try platform.renga("previews:destroy", "topic--shop", "-a", "shop").check(), has: ["The branch `topic` stays"])
        #expect(try platform.ref("refs/heads/topic", of: "shop") == app.head)
        try app.commit(["message": "again"])
        try platform.push(app, to: "shop", "topic").check()
        try platform.push(app, to: "shop", "topic:preview/other").check()
        #expect(try page(platform, "topic--shop") == "again" && page(platform, "other--shop") == "again")
        expect(try platform.push(app, to: "shop", ":topic").check(), has: ["Destroyed the preview topic--shop"])
        try platform.renga("previews:disable", "-a", "shop").check()
        expect(try platform.renga("destroy", "shop").text, has: ["its previews go with it: other--shop"])
        try platform.renga("destroy", "shop", "--confirm", "shop").check()
        #expect(try apps(platform).contains("no apps"))
        try eventually("nobody serves it") { try platform.get("other--shop").status == 404 }
        try platform.expectNoLeftovers(dynos: 0)
    }

    @Test func `run what app.json wants before they go, and go whatever comes of it`() throws {
        let platform = try Installation("preview: {predestroy_seconds_max: 2}\n")
        try platform.create("shop")
        let scripts = #"{"environments": {"review": {"scripts": {"pr-predestroy": "sh bye.sh"}}}}"#
        let bye = "echo \"bye from $HEROKU_APP_NAME as $(cat message)\"; curl -s localhost; exit 3\n"
        let app = try SampleApps.web("one", ["app.json": scripts, "bye.sh": bye])
        try platform.push(app, to: "shop").check()
        for branch in ["a", "b"] { try platform.push(app, to: "shop", "main:preview/\(branch)").check() }
        let gone = try platform.push(app, to: "shop", ":preview/a").check()
        let failed = "app.json's pr-predestroy command `sh bye.sh` ended with status 3; the preview a--shop is destroyed all the same"
        expect(
            gone,
            has: [
                "Running app.json's pr-predestroy command of a--shop...", "bye from a--shop as one", failed,
                "Destroyed the preview a--shop",
            ]
        )
        // One that does not end.
        try app.commit(["bye.sh": "echo waiting; sleep 1000\n"])
        try platform.push(app, to: "shop", "main:preview/b").check()
        let destroyed = try platform.ssh("previews:destroy", "b", "-a", "shop").check()
        expect(destroyed, has: ["waiting", "did not end within 2 seconds; the preview b--shop is destroyed all the same", "done, b--shop"])
        #expect(try !apps(platform).contains("--"))
        expect(
            try platform.renga("logs", "-a", "shop", "-n", "200").check(),
            has: ["  bye from a--shop as one", failed, "Running app.json's pr-predestroy command of b--shop"]
        )
        // The app's own is none of a preview's.
        #expect(try !platform.renga("destroy", "shop", "--confirm", "shop").check().contains("predestroy"))
        try platform.expectNoLeftovers(dynos: 0)
    }

    /// Nothing is prepared without its branch, and nothing is there without a push that was taken.
    @Test(arguments: [Gates.Stage.boot, .prepared, .committed]) func `whose push is killed are there or are not`(_ stage: Gates.Stage)
        throws
    {
        let platform = try Gates.installation()
        try platform.create("shop")
        let gates = try Gates(platform, "shop")
        let source = try Gates.sampleApp("first")
        try platform.push(source, to: "shop").check()
        for victims in [[Processes.Part.shell], [.builder, .hook, .receivePack, .shell]] {
            try source.commit(Gates.change("\(stage) \(victims.count)", stage))
            try gates.close(stage)
            let push = try BackgroundPush(platform, source, to: "shop", ["main:preview/x"])
            try gates.wait(for: push, at: stage)
            for part in victims { try platform.processes.kill(part) }
            try gates.open(stage)
            let outcome = try push.finish()
            try eventually("ref, app and answer agree\n\(outcome.text)\n\(platform.diagnostics)", seconds: 60) {
                let isThere = try platform.ref("refs/heads/preview/x", of: "shop") == source.head
                let answer = try platform.get("x--shop")
                return try isThere
                    ? answer.status == 200 && answer.body == "\(stage) \(victims.count)"
                    : answer.status == 404 && !apps(platform).contains("x--shop")
            }
            #expect(try page(platform, "shop") == "first")
            if try platform.ref("refs/heads/preview/x", of: "shop") != nil {
                try platform.push(source, to: "shop", ":preview/x").check()
            }
        }
        try platform.expectNoLeftovers(dynos: 1)
    }
}
