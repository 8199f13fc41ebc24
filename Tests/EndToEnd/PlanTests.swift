import Glibc
import Linux
import Model
import Testing

@Suite("renga plan") struct PlanTests {
    private func plan(_ platform: Installation, _ words: [String], in directory: String) throws -> Command.Outcome {
        try Command(
            platform.root.path + "/bin/renga",
            ["--root", platform.root.path, "plan"] + words,
            workingDirectory: directory
        ).run()
    }

    @Test func `says what a directory or a commit would build, and runs nothing`() throws {
        let platform = try Installation()
        let mark = "/tmp/plan-ran-\(UInt64.random(in: 0 ... .max))"
        let script = "touch \(mark); exit 1"
        let app = try SampleApps.web("one", ["renga.yml": SampleApps.step(script, name: "Never run", "inputs: [message]")])
        for place in [app.directory, ".", "main", "HEAD", try app.head] {
            let text = try plan(platform, [place], in: app.directory).check()
            expect(
                text,
                has: [
                    "debian-13", "Script (buildpacks/script.yml)", "server.py is there", "python3", "1. Never run", "sees message", "web",
                    "python3 server.py",
                ]
            )
        }
        let json = try plan(platform, [".", "--json"], in: app.directory).check()
        expect(json, has: ["\"name\":\"Never run\""])
        expect(json, has: ["\"stack\":\"debian-13\""])
        try app.commit(["Procfile": "web python3\n"])
        let bad = try plan(platform, ["main"], in: app.directory)
        #expect(bad.status == .exited(23))
        expect(bad.text, has: ["Procfile:1:1", "1 | web python3"])
        // The commit before is as good as it was.
        try plan(platform, ["HEAD~1"], in: app.directory).check()
        let missing = try plan(platform, ["nonsense"], in: app.directory)
        #expect(missing.status == .exited(20))
        expect(missing.text, has: ["`nonsense` is neither a directory nor a commit"])
        #expect(try Files.list(platform.root.repositories) == [])
        try platform.expectNoBuildLeft()
        #expect(!Files.exists(mark))
        expect(try platform.ssh("plan", "/etc").text, has: ["over SSH no file of the server is read", "git archive HEAD | ssh"])
    }

    /// `git archive HEAD | ssh HOST plan -a APP`
    private func sent(_ platform: Installation, _ input: [UInt8], _ more: String...) throws -> Command.Outcome {
        try Command("/usr/bin/ssh", ["-F", platform.root.path + "/ssh/config", "root@127.0.0.1", "plan", "-a", "shop"] + more)
            .run(input: input)
    }

    private func archive(_ app: SampleApp) throws -> [UInt8] {
        try Command("/usr/bin/git", ["-C", app.directory, "archive", "HEAD"]).run().output
    }

    @Test func `of what was not pushed says over SSH which steps would run, and why, and keeps its word`() throws {
        let platform = try Installation()
        let app = try platform.serving(
            "shop",
            ["counted.txt": "one\n", "renga.yml": SampleApps.step("wc counted.txt", "inputs: [counted.txt]")]
        )
        let same = try sent(platform, try archive(app)).check()
        expect(same, has: ["Build plan of shop", "1. Testing", "sees counted.txt", "What a push would do now", "debian-13", "is here"])
        expect(same, has: ["1. Testing is used again: nothing that it depends on has changed", "step-"])
        // Equal inputs, equal plan.
        #expect(try sent(platform, try archive(app)).check() == same)
        let json = try sent(platform, try archive(app), "--json").check()
        expect(json, has: ["\"isKept\":true"])
        try app.commit(["counted.txt": "one\ntwo\n"])
        let changed = try sent(platform, try archive(app)).check()
        expect(changed, has: ["1. Testing runs: counted.txt changed"])
        let key = try #require(changed.split(separator: "\n").last.map { $0.drop { $0 == " " } })
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Testing (counted.txt changed)"])
        let after = try sent(platform, try archive(app)).check()
        #expect(after.contains("1. Testing is used again") && after.contains(key), "\(after)")
        // What a stranger may send instead.
        let way = "git archive HEAD | ssh ssh://root@127.0.0.1:\(platform.sshPort) plan -a shop"
        for (input, words) in [
            ([], "it is empty"), (Array(String(repeating: "no archive ", count: 100).utf8), "is no tar archive"),
            ([UInt8](repeating: 0, count: 10_240), "no file came on standard input"),
        ] as [([UInt8], String)] {
            let refused = try sent(platform, input)
            #expect(refused.status == .exited(2))
            expect(refused.text, has: [words, way])
        }
        #expect(try platform.processes.all().filter { $0.arguments.contains("preview") }.isEmpty)
        try platform.settle()
    }

    @Test func `of an app with classic buildpacks names what a push then uses again, and what has to be fetched to be known`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let folder = platform.root.buildpacks + "/mine"
        try ClassicBuildpacks.write(["bin/detect": "echo Mine\n", "bin/compile": "echo one > $1/said\n"], to: folder)
        let app = try SampleApps.web(
            "one",
            ["renga.yml": "buildpacks: [mine, script]\n" + SampleApps.step("cat said", "inputs: [message]")]
        )
        let first = try sent(platform, try archive(app)).check()
        expect(first, has: ["the buildpack mine at ", ": is fetched first", "1. mine runs: first build", "2. Testing runs: first build"])
        let pushed = try platform.expectDeploy(of: app, to: "shop")
        expect(pushed, has: ["Running the buildpack mine (first build)", "Testing (first build)"])
        let same = try sent(platform, try archive(app)).check()
        expect(same, has: [": is here", "1. mine is used again: nothing that it depends on has changed", "2. Testing is used again"])
        // The keys are those that the plan before the first push had.
        #expect(same.split(separator: "\n").filter { $0.contains("     step-") }.allSatisfy(first.contains), "\(first)\n\(same)")
        try app.commit([:])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: mine", "Using cached: Testing"])
        try ClassicBuildpacks.write(["bin/compile": "echo two > $1/said\n"], to: folder)
        expect(try sent(platform, try archive(app)).check(), has: ["1. mine runs: the buildpack changed", "2. Testing runs: "])
        // A branch of which nobody has asked yet.
        try app.commit(["renga.yml": "buildpacks: [https://github.com/me/x, script]\n" + SampleApps.step("cat said", "inputs: [message]")])
        expect(
            try sent(platform, try archive(app)).check(),
            has: [
                "the buildpack https://github.com/me/x: is fetched first",
                "1. https://github.com/me/x runs: the buildpack https://github.com/me/x is fetched first",
                "2. Testing runs: the buildpack https://github.com/me/x is fetched first",
            ]
        )
        try platform.settle()
    }

    @Test func `of an app that is here says no warning that its config vars have answered, and one of nowhere says it`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.renga("buildpacks:set", "heroku/php", "-a", "shop").check()
        let settings = "<?php return ['default' => env('DB_CONNECTION', 'sqlite')];\n"
        let app = try SampleApps.web("one", ["index.php": "<?php\n", "config/database.php": settings])
        let warning = "config/database.php names SQLite"
        expect(try sent(platform, try archive(app)).check(), has: [warning, "renga storage:add data:/app/data"])
        try platform.renga("config:set", "DB_CONNECTION=pgsql", "-a", "shop").check()
        let answered = try sent(platform, try archive(app)).check()
        #expect(!answered.contains("SQLite") && answered.contains("Build plan of shop"), "\(answered)")
    }
}
