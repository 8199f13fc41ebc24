import Model
import Planning
import Testing

/// A step's own variables, and config vars of the same names.
@Suite("What a step sets itself") struct StepVariableTests {
    private func step(_ config: String, _ files: [String: String] = [:]) throws -> PlannedStep {
        let renga =
            "buildpack: none\nsteps:\n  - {name: One, run: \"true\", network: true, config: \(config), env: {TOOL_CACHE: /cache, TOOL_FLAGS: a}}\n"
        return try #require(try Fixture.plan(files.merging(["renga.yml": renga, "Procfile": "web: x\n"]) { $1 }).steps.first)
    }

    @Test func `is not taken from config vars that it sees with others`() throws {
        for config in ["[\"*\"]", "[\"TOOL_*\"]"] {
            let step = try step(config)
            #expect(!step.sees(configVar: "TOOL_CACHE") && step.sees(configVar: "TOOL_TOKEN"))
        }
    }

    @Test func `is, where the step names it to the letter`() throws {
        let step = try step("[\"*\", TOOL_FLAGS]")
        #expect(step.sees(configVar: "TOOL_FLAGS") && !step.sees(configVar: "TOOL_CACHE"))
    }

    @Test func `keeps nothing away where its own condition does not hold`() throws {
        let renga =
            "buildpack: none\nsteps:\n  - {name: One, run: \"true\", config: [\"*\"], env: {A: {default: x, when: {file: no}}, B: {default: y, when: {file: Procfile}}}}\n"
        let step = try #require(try Fixture.plan(["renga.yml": renga, "Procfile": "web: x\n"]).steps.first)
        #expect(step.sees(configVar: "A") && !step.sees(configVar: "B"))
    }

    /// What failures of these steps tell people to set.
    @Test func `what users are told to set reaches the step`() throws {
        let node = ["package.json": #"{"scripts": {"start": "node .", "build": "x", "postinstall": "y"}}"#, "package-lock.json": "{}"]
        for files in [node, node.merging(["package.json": #"{"scripts": {"start": "node .", "build": "x"}}"#]) { $1 }] {
            let steps = try Fixture.plan(files).steps
            #expect(!steps.isEmpty && steps.allSatisfy { $0.sees(configVar: "NODE_OPTIONS") && !$0.sees(configVar: "NODE_PHASES") })
        }
        let pip = try #require(try Fixture.plan(["requirements.txt": "x\n"]).steps.first { $0.name.hasSuffix("pip") })
        #expect(pip.sees(configVar: "PIP_INDEX_URL") && !pip.sees(configVar: "PIP_CACHE_DIR"))
    }
}
