import Model
import Planning
import Testing

@Suite("Process types that a step says") struct LateProcessesTests {
    private static func buildpack(_ id: String, _ processes: [String: String] = [:], says: Bool = true) -> Buildpack {
        var buildpack = Buildpack(id: id, name: id, file: "buildpacks/\(id).yml", detect: .always)
        var step = Buildpack.Step(name: "Compiling \(id)", script: "true")
        if says { step.processFile = ".renga/processes" }
        buildpack.parts.steps = [step]
        buildpack.parts.processes = processes.map { .init(type: $0.key, choices: [.init(command: $0.value)]) }
        return buildpack
    }

    private func plan(_ buildpacks: [Buildpack], procfile: String? = nil, app: [String: String] = [:]) throws -> BuildPlan {
        let names = ["main.c"] + (procfile == nil ? [] : ["Procfile"])
        let entries = names.map { SourceTree.Entry(path: $0, kind: .file, bytes: 1, object: $0) }
        let tree = SourceTree(entries) { _ in Array((procfile ?? "").utf8) }
        var settings = Planner.Settings(
            stacks: [StackDefinition(name: "debian-13", title: "Debian", suite: "trixie")],
            defaultStack: "debian-13",
            buildpacks: buildpacks,
            order: []
        )
        settings.chosen = try buildpacks.map { buildpack throws(Failure) in try BuildpackReference(buildpack.id) }
        var file = RengaFile()
        file.parts.processes = app.map { .init(type: $0.key, choices: [.init(command: $0.value)]) }
        return try Planner.plan(tree, rengaFile: file, settings: settings)
    }

    private func lines(_ types: KeyValuePairs<String, String>) throws -> [Procfile.Line] {
        try Procfile.parse(Array(types.map { "\($0.key): \($0.value)\n" }.joined().utf8)).lines
    }

    private func commands(_ plan: BuildPlan) -> [String: String] {
        Dictionary(uniqueKeysWithValues: plan.processes.map { ($0.type, $0.command) })
    }

    @Test func `are not known before, and nobody is warned that there are none`() throws {
        let plan = try plan([Self.buildpack("c")])
        #expect(!plan.processesAreKnown && plan.processes.isEmpty && plan.warnings.isEmpty)
        #expect(plan.page.contains("Processes   known once it is built"))
        #expect(plan.page.contains { $0.contains("leaves process types in .renga/processes") })
        let plain = try self.plan([Self.buildpack("c", says: false)])
        #expect(plain.processesAreKnown && plain.warnings.map(\.message) == ["no process types are declared: nothing will run"])
    }

    @Test func `come to the plan, under the Procfile and renga.yml and over what the buildpack said before`() throws {
        let plan = try plan([Self.buildpack("c", ["web": "guess", "console": "sh"])], procfile: "worker: mine\n", app: ["clock": "ours"])
        let said = try lines(["web": "bin/server", "worker": "bin/worker", "clock": "bin/clock", "release": "bin/migrate"])
        let complete = plan.adding(said, of: plan.steps[0])
        #expect(
            commands(complete) == ["web": "bin/server", "console": "sh", "worker": "mine", "clock": "ours", "release": "bin/migrate"]
        )
        #expect(complete.release == "bin/migrate" && complete.nothingRuns == nil && complete.objection == nil)
        #expect(plan.adding([], of: plan.steps[0]).nothingRuns == nil, "a console is something")
    }

    @Test func `of an earlier buildpack go under those of a later one, whenever they are said`() throws {
        let plan = try plan([Self.buildpack("a"), Self.buildpack("b", ["web": "of b"])])
        let after = plan.adding(try lines(["web": "of a", "other": "of a"]), of: plan.steps[0])
        #expect(commands(after) == ["web": "of b", "other": "of a"])
        #expect(commands(after.adding(try lines(["web": "found by b"]), of: plan.steps[1])) == ["web": "found by b", "other": "of a"])
    }

    @Test func `can be none, which is said then`() throws {
        let plan = try plan([Self.buildpack("c")])
        #expect(plan.adding([], of: plan.steps[0]).nothingRuns?.message == "no process types are declared: nothing will run")
    }
}
