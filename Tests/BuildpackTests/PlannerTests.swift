import Model
import Planning
import Testing

@Suite("Plans") struct PlannerTests {
    private static let flask = ["requirements.txt": "flask\n", "Procfile": "web: x\nrelease: migrate\n"]

    private func plan(_ app: String, _ more: [String: String] = [:]) throws -> BuildPlan {
        try Fixture.plan(Self.flask.merging(["renga.yml": app]) { $1 }.merging(more) { $1 })
    }

    private static let server = ["package.json": #"{"scripts": {"start": "node x.js"}}"#]

    @Test func `the buildpacks in order decide where nothing else does, node before python`() throws {
        let both = ["requirements.txt": "six\n", "package.json": #"{"main": "x.js"}"#]
        #expect(try Fixture.plan(both).buildpacks.map(\.id) == ["nodejs"])
    }

    @Test func `what built an app keeps building it while its files are there, and a stranger among them is said`() throws {
        let both = ["requirements.txt": "six\n", "Procfile": "web: ./x\n"].merging(Self.server) { $1 }
        let kept = try Fixture.plan(both) { $0.usual = "python" }
        #expect(kept.buildpacks.map(\.id) == ["python"])
        #expect(
            kept.notes.contains(
                "package.json is there, as in apps of Node.js; it stays what it was: `buildpack: nodejs` in renga.yml would change that"
            ),
            "\(kept.notes)"
        )
        #expect(try Fixture.plan(both) { $0.usual = "nodejs" }.notes == Fixture.plan(both).notes)
        let changed = try Fixture.plan(Self.server.merging(["Procfile": "web: x\n"]) { $1 }) { $0.usual = "python" }
        #expect(changed.buildpacks.map(\.id) == ["nodejs"])
        #expect(changed.notes.contains("it was built as Python before, whose files are not there any more"), "\(changed.notes)")
        // One that is not here any more is nobody's, and what files say goes before.
        #expect(try Fixture.plan(both) { $0.usual = "gone" }.buildpacks.map(\.id) == ["nodejs"])
        #expect(
            try Fixture.plan(both.merging(["renga.yml": "buildpack: nodejs\n"]) { $1 }) { $0.usual = "python" }.buildpacks.map(\.id) == [
                "nodejs"
            ]
        )
        let manifest = ["app.json": "{\"buildpacks\": [{\"url\": \"heroku/nodejs\"}]}"]
        #expect(try Fixture.plan(both.merging(manifest) { $1 }) { $0.usual = "python" }.buildpacks.map(\.id) == ["nodejs"])
        // What only helps is no stranger.
        let helped = ["requirements.txt": "six\n", "Procfile": "web: ./x\n", "package.json": "{}"]
        #expect(try Fixture.plan(helped) { $0.usual = "python" }.notes == [])
    }

    @Test func `renga.yml chooses, adds and replaces`() throws {
        let plan = try plan(
            """
            packages: {build: [libfoo-dev], run: [libfoo1]}
            env: {PATH: "/app/bin:$PATH", GREETING: hello}
            healthcheck: /up
            steps:
              - {name: Installing dependencies with pip, run: make deps, inputs: [Makefile]}
              - {name: Building the docs, run: make docs, network: false}
            processes: {worker: celery, web: never}
            """
        )
        #expect(plan.steps.map(\.name) == ["Installing dependencies with pip", "Building the docs"])
        #expect(plan.steps[0].script == "make deps")
        #expect(plan.packages(for: .build).contains("libfoo-dev") && plan.packages(for: .run).contains("libfoo1"))
        #expect(plan.environment["PATH"]?.hasPrefix("/app/bin:/app/.heroku/python/bin:") == true)
        #expect(plan.processes.map { "\($0.type) \($0.command)" } == ["web x", "release migrate", "worker celery"])
        #expect(plan.release == "migrate" && plan.dynoTypes.map(\.type) == ["web", "worker"])
        #expect(plan.healthcheck == "/up")
    }

    @Test func `renga.yml can say everything itself, or choose a buildpack by name`() throws {
        let own = try plan("buildpack: none\npackages: {run: [lua5.4]}\n")
        #expect(own.buildpacks.map(\.id) == ["none"] && own.steps == [] && own.packages(for: .run) == ["lua5.4"])
        #expect(try plan("buildpack: static\n", ["index.html": ""]).buildpacks.map(\.id) == ["static"])
        let failure = try Fixture.refusal(Self.flask.merging(["renga.yml": "buildpack: pyhton\n"]) { $1 })
        #expect(failure.hint == "did you mean \"python\"?")
        #expect(
            try Fixture.refusal(Self.flask.merging(["renga.yml": "stack: debain-13"]) { $1 }).hint
                == "did you mean \"debian-13\"?"
        )
    }

    @Test func `a version in renga.yml is what counts`() throws {
        #expect(
            try plan("versions: {python: \"3.13\"}", [".python-version": "3.9"]).versions[0].because
                == "renga.yml asks for 3.13"
        )
    }

    @Test func `nothing of a name reaches a command line of apt`() throws {
        for name in ["-oDPkg::Pre-Invoke=x", "a b", "../x", "A", ""] {
            #expect(throws: Failure.self) { try plan("packages: {run: [\"\(name)\"]}") }
        }
    }

    @Test func `what is ignored is not there`() throws {
        let plan = try Fixture.plan(
            Self.flask.merging([".slugignore": "package.json\ndocs/\n", "package.json": "{}", "docs/a": ""]) { $1 }
        )
        #expect(plan.buildpacks.map(\.id) == ["python"])
        #expect(plan.ignored == ["docs/a", "package.json"])
    }

    @Test func `app.json names buildpacks, stacks and formations`() throws {
        let json = """
            {"buildpacks": [{"url": "heroku/python"}], "stack": "heroku-24", "formation": {"web": {"quantity": 2}},
             "env": {"SECRET": {"required": true}, "A": "1", "B": {"generator": "secret"}, "C": {"required": false}}}
            """
        let plan = try Fixture.plan(Self.flask.merging(["app.json": json, "package.json": "{}"]) { $1 })
        #expect(plan.buildpacks.map(\.id) == ["python"] && plan.stack == "debian-13")
        #expect(plan.formation == ["web": 2] && plan.requiredConfig == ["SECRET"])
        #expect(plan.notes.contains { $0.contains("heroku-24") })
    }

    @Test func `a variable that nothing sets is refused`() throws {
        let failure = try Fixture.refusal(Self.flask.merging(["renga.yml": "env: {A: $PAHT}"]) { $1 })
        #expect(failure.hint?.contains("did you mean \"PATH\"?") == true)
        #expect(try plan("env: {A: \"cost $$5 ${HOME}x\"}").environment["A"] == "cost $5 /appx")
    }

    @Test func `the installation's variables go over those of steps, and not into dynos`() throws {
        let plan = try Fixture.plan(Self.flask) { $0.buildEnvironment = ["PIP_NO_INPUT": "0", "PIP_INDEX_URL": "u"] }
        #expect(plan.steps[0].environment["PIP_INDEX_URL"] == "u" && plan.steps[0].environment["PIP_NO_INPUT"] == "0")
        #expect(plan.environment["PIP_INDEX_URL"] == nil)
    }

    @Test func `a large file that the plan depends on is refused by name`() throws {
        let failure = try Fixture.refusal(["requirements.txt": String(repeating: "# x\n", count: 3_000_000)])
        #expect(failure.code == .limit && failure.message.contains("requirements.txt"))
    }
}
