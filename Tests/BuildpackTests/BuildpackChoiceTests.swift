import Model
import Planning
import Testing

/// Buildpacks that somebody wrote down: in the app's setting, in renga.yml, `.buildpacks` and app.json.
@Suite("Buildpacks that are chosen") struct BuildpackChoiceTests {
    private static let both = [
        "requirements.txt": "six\n", "package.json": #"{"scripts": {"start": "node x.js"}}"#, "Procfile": "web: x\n", "Aptfile": "ffmpeg\n",
    ]

    private func plan(_ files: [String: String], set: [String] = []) throws -> BuildPlan {
        let chosen = try set.map { try BuildpackReference($0) }
        return try Fixture.plan(Self.both.merging(files) { $1 }) { settings in
            settings.chosen = chosen
            settings.folders = ["mine"]
        }
    }

    @Test func `are run all and in their order, wherever they are written`() throws {
        let wanted = ["nodejs", "python"]
        #expect(try plan([:], set: ["heroku/nodejs", "heroku/python"]).buildpacks.map(\.id) == wanted)
        #expect(try plan(["renga.yml": "buildpacks: [nodejs, heroku/python]\n"]).buildpacks.map(\.id) == wanted)
        let lines =
            "# one a line\nhttps://github.com/heroku/heroku-buildpack-nodejs.git\n\nhttps://github.com/heroku/heroku-buildpack-python\n"
        let listed = try plan([".buildpacks": lines])
        #expect(listed.buildpacks.map(\.id) == wanted && listed.chosen?.count == 2)
        #expect(listed.notes.contains { $0.contains("heroku-buildpack-nodejs.git is buildpacks/nodejs.yml here") }, "\(listed.notes)")
        let manifest = #"{"buildpacks": [{"url": "heroku/nodejs"}, {"url": "heroku/python"}]}"#
        #expect(try plan(["app.json": manifest]).buildpacks.map(\.id) == wanted)
        // The nearer to the app's code, the more it counts; a setting goes over what came from elsewhere with it.
        #expect(try plan([".buildpacks": lines, "app.json": #"{"buildpacks": [{"url": "heroku/go"}]}"#]).buildpacks.map(\.id) == wanted)
        #expect(try plan([".buildpacks": lines], set: ["python"]).buildpacks.map(\.id) == ["python"])
        let chosen = try plan(["renga.yml": "buildpack: python\n"], set: ["nodejs"])
        #expect(chosen.buildpacks.last?.id == "python")
        #expect(chosen.notes.contains("renga.yml chooses what builds it; the app's setting, nodejs, does not count"))
        #expect(try plan([:]).chosen == nil)
    }

    @Test func `apt and Python: packages of the Aptfile, under what Python brings`() throws {
        let plan = try plan([:], set: ["heroku-community/apt", "heroku/python"])
        #expect(plan.buildpacks.map(\.id) == ["apt", "python"])
        #expect(plan.packages(for: .run).contains("ffmpeg") && plan.processes.map(\.type) == ["web"])
    }

    @Test func `that do not fit are refused in Heroku's words, with the way back`() throws {
        let failure = try #require(throws: Failure.self) { try plan([:], set: ["heroku/go"]) }
        #expect(failure.message == "App not compatible with buildpack: heroku/go")
        #expect(failure.hint?.contains("go.mod") == true && failure.hint?.contains("`buildpacks:clear`") == true)
        #expect(try #require(throws: Failure.self) { try plan([:], set: ["pyhton"]) }.hint == "did you mean \"python\"?")
        #expect(throws: Failure.self, "it is not for apps") { try plan([:], set: ["classic"]) }
    }

    @Test func `with a mistake have its place`() throws {
        let lines = try #require(throws: Failure.self) { try plan([".buildpacks": "heroku/go\n/srv/x\n"]) }
        #expect(lines.page.contains(".buildpacks:2:1: `/srv/x` is a place on a machine"), "\(lines.page)")
        let many = String(repeating: "https://github.com/me/x\n", count: 11)
        #expect(try #require(throws: Failure.self) { try plan([".buildpacks": many]) }.page.contains("at most 10"))
        let file = try #require(throws: Failure.self) { try plan(["renga.yml": "buildpacks: [go, heroku/go]\n"]) }
        #expect(file.page.contains("for the second time"))
        #expect(throws: Failure.self) { try plan(["renga.yml": "buildpack: go\nbuildpacks: [go]\n"]) }
    }

    @Test func `and unknown to app.json alone are said, and the rest is built`() throws {
        let plan = try plan(["app.json": #"{"buildpacks": [{"url": "nonsuch"}, {"url": "heroku/python"}]}"#])
        #expect(
            plan.buildpacks.last?.id == "python"
                && plan.notes.contains { $0.contains("app.json names the buildpack nonsuch, which is not here") }
        )
        #expect(try self.plan(["app.json": #"{"buildpacks": [{"url": "nonsuch"}]}"#]).chosen == nil)
    }

    @Test func `as several in one are those of .buildpacks, and no word of it where there are none`() throws {
        let multi = "https://github.com/heroku/heroku-buildpack-multi.git"
        let lines = "https://github.com/heroku/heroku-buildpack-nodejs\nhttps://github.com/heroku/heroku-buildpack-python.git\n"
        let files = [".buildpacks": lines]
        #expect(try plan(files, set: [multi]).buildpacks.map(\.id) == ["nodejs", "python"])
        #expect(try plan(files.merging(["renga.yml": "buildpack: \(multi)\n"]) { $1 }).buildpacks.map(\.id) == ["nodejs", "python"])
        let several = try plan(files.merging(["renga.yml": "buildpacks: [\(multi)]\n"]) { $1 })
        #expect(several.buildpacks.map(\.id) == ["nodejs", "python"])
        #expect(several.buildpacks.allSatisfy { $0.detected == [".buildpacks names it"] }, "\(several.buildpacks.map(\.detected))")
        #expect(try plan(files, set: [multi, "mine"]).buildpacks.map(\.listed).last == "mine")
        #expect(try plan([".buildpacks": "\(multi)\nheroku/python\n"]).buildpacks.map(\.id) == ["python"])
        let manifest = ["app.json": #"{"buildpacks": [{"url": "\#(multi)"}]}"#]
        for alone in [try plan([:], set: [multi]), try plan(manifest), try plan(["renga.yml": "buildpack: \(multi)\n"])] {
            // As where nothing is chosen.
            #expect(try alone.buildpacks.map(\.id) == plan([:]).buildpacks.map(\.id))
            #expect(alone.notes.contains { $0.contains("heroku-buildpack-multi") && $0.contains(".buildpacks") }, "\(alone.notes)")
        }
        let many = (1...10).map { "https://github.com/me/x\($0)" }
        let failure = try #require(throws: Failure.self) {
            try plan([".buildpacks": many.joined(separator: "\n")], set: [multi, "mine"])
        }
        #expect(failure.message.contains("choose 11 buildpacks; at most 10 are run"))
    }

    @Test func `of the registry's others are its archives`() throws {
        let plan = try plan([:], set: ["mars/create-react-app"])
        let classic = try #require(plan.buildpacks.first?.classic)
        #expect(classic.source == .archive(url: "https://buildpack-registry.s3.amazonaws.com/buildpacks/mars/create-react-app.tgz"))
        #expect(plan.objection == nil && plan.buildpacks[0].listed == "mars/create-react-app")
    }

    @Test func `stand in the first lines of a push, as does one that stays, and one that is looked for`() throws {
        func lines(_ plan: BuildPlan) -> [String] { Transcript.buildpacks(of: plan) }
        let looking = "-----> Determining which buildpack to use for this app"
        let python = ["requirements.txt": "six\n"]
        #expect(lines(try Fixture.plan(python)) == [looking])
        let kept = try Fixture.plan(python) { $0.usual = "python" }
        #expect(lines(kept) == ["-----> Using buildpack: heroku/python"])
        #expect(lines(try Fixture.plan(["go.mod": "module x\n", "main.go": "package main\n"]) { $0.usual = "python" }) == [looking])
        #expect(
            lines(try Fixture.plan(python.merging(["renga.yml": "buildpack: python\n"]) { $1 })) == ["-----> Using buildpack: python"]
        )
        #expect(try lines(plan([:], set: ["mine"])) == ["-----> Using buildpack: mine"])
        #expect(
            try lines(plan([:], set: ["heroku/nodejs", "mine"]))
                == ["-----> Using buildpacks:", "       1. heroku/nodejs", "       2. mine"]
        )
        #expect(lines(try Fixture.plan(["renga.yml": "buildpack: none\nprocesses: {web: x}\n"])) == [])
    }

    @Test func `of programs are a step over the whole tree, between what comes before and after`() throws {
        let url = "https://github.com/me/buildpack#v1"
        let plan = try plan([:], set: ["heroku/nodejs", url, "heroku/python"])
        let classic = try #require(plan.buildpacks[1].classic)
        #expect(classic.source == .git(url: "https://github.com/me/buildpack", ref: "v1") && plan.buildpacks[1].listed == url)
        let place = try #require(plan.steps.firstIndex { $0.classic != nil })
        let step = plan.steps[place]
        #expect(step.name == url && step.seesWholeTree && step.network && step.caches == [classic.id] && step.config == ["*"])
        #expect(step.environment["STACK"] == "heroku-24" && step.environment["CACHE_DIR"] == nil)
        let older = try self.plan(["renga.yml": "stack: debian-12\n"], set: [url])
        #expect(older.steps.first?.environment["STACK"] == "heroku-22")
        #expect(plan.steps[..<place].allSatisfy { $0.buildpack == "nodejs" })
        #expect(plan.steps[(place + 1)...].allSatisfy { $0.buildpack == "python" } && plan.steps.last?.buildpack == "python")
        #expect(plan.packages(for: .build).contains("build-essential") && plan.packages(for: .run).contains("jq"))
        #expect(!plan.processesAreKnown && plan.objection == nil)
        #expect(plan.page.contains { $0.contains("its programs: bin/detect, bin/compile, bin/release") })
    }

    @Test func `of programs come from a folder of the installation, or from Heroku's repositories, by their names`() throws {
        func source(_ name: String) throws -> ClassicBuildpack.Source? { try plan([:], set: [name]).buildpacks.first?.classic?.source }
        #expect(try source("mine") == .folder("mine"))
        #expect(
            try source("heroku-community/inline") == .git(url: "https://github.com/heroku/heroku-buildpack-inline", ref: nil)
        )
        #expect(try source("https://example.com/b.tgz") == .archive(url: "https://example.com/b.tgz"))
        #expect(
            try source("https://github.com/heroku/heroku-buildpack-ruby#main")
                == .git(url: "https://github.com/heroku/heroku-buildpack-ruby", ref: "main")
        )
    }

    @Test func `that a plan names are looked at once more`() throws {
        var plan = try plan([:], set: ["mine"])
        let reference = try BuildpackReference("mine")
        plan.buildpacks[0].classic = ClassicBuildpack(reference, .folder("../x"))
        #expect(plan.objection?.contains("`../x`") == true)
        plan.buildpacks[0].classic = ClassicBuildpack(reference, .git(url: "file:///etc", ref: nil))
        #expect(plan.objection != nil)
        plan.buildpacks[0].classic = ClassicBuildpack(reference, .git(url: "https://example.com/x", ref: "--upload-pack=id"))
        #expect(plan.objection != nil)
        plan.buildpacks[0].classic = ClassicBuildpack(reference, .archive(url: "https://example.com/x.zip"))
        #expect(plan.objection != nil)
    }

    @Test func `of programs may write a Procfile, which counts in place of the app's, and say types beside it`() throws {
        let plan = try plan(["Procfile": "web: old\nworker: old\n"], set: ["mine"])
        let step = try #require(plan.steps.first { $0.classic != nil })
        let types = [Procfile.Line(type: "web", command: "default", line: 1), Procfile.Line(type: "rake", command: "rake", line: 2)]
        let kept = plan.adding(procfile: nil, defaults: types, of: step)
        #expect(
            Dictionary(uniqueKeysWithValues: kept.processes.map { ($0.type, $0.command) }) == [
                "web": "old", "worker": "old", "rake": "rake",
            ]
        )
        let file = [Procfile.Line(type: "clock", command: "tick", line: 1)]
        let written = plan.adding(procfile: file, defaults: types, of: step)
        #expect(
            Dictionary(uniqueKeysWithValues: written.processes.map { ($0.type, $0.command) })
                == ["web": "default", "rake": "rake", "clock": "tick"]
        )
    }
}
