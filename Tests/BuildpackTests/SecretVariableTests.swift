import Model
import Planning
import Testing
import YAML

@Suite("Variables that are generated, or have a condition") struct SecretVariableTests {
    private func plan(_ environment: String, _ more: [String: String] = [:]) throws -> BuildPlan {
        try Fixture.plan(
            [RengaFile.fileName: "buildpack: none\nenv:\n\(environment)\nprocesses: {web: x}\n", "x": ""].merging(more) { $1 }
        )
    }

    private func complaint(_ environment: String) throws -> String {
        try #require(throws: Failure.self) { try plan(environment) }.message
    }

    @Test func `are named in the plan with their length, and have no value there`() throws {
        let plan = try plan("  KEY: {generate: 32}\n  OTHER: fixed")
        #expect(plan.secrets == ["KEY": 32] && plan.environment["KEY"] == nil && plan.environment["OTHER"] == "fixed")
    }

    @Test func `are no part of other values, which everybody sees`() throws {
        #expect(
            try complaint("  KEY: {generate: 32}\n  URL: https://$KEY@example.com").contains("uses `$KEY`, which nothing before it sets")
        )
    }

    @Test func `have a length within bounds, and nothing beside it`() throws {
        #expect(try complaint("  KEY: {generate: 8}").contains("`generate` must be from 16 to 256"))
        #expect(try complaint("  KEY: {generate: 1000000}").contains("`generate` must be from 16 to 256"))
        #expect(try complaint("  KEY: {generate: much}").contains("`generate` must be a whole number"))
        #expect(try complaint("  KEY: {generate: 32, default: x}").contains("a variable that is generated has no `default`"))
    }

    @Test func `belong to the app, and not to a step`() throws {
        let text = "buildpack: none\nsteps: [{name: A, env: {KEY: {generate: 32}}, run: x}]\n"
        let complaint = try #require(throws: SourceError.self) { try RengaFile.read(Array(text.utf8)) }
        #expect(complaint.failure.message.contains("unknown key \"generate\" in a variable"))
    }

    @Test func `count where their condition holds`() throws {
        let environment =
            "  A: {default: there, when: {file: x}}\n  B: {default: there, when: {file: y}}\n  C: {generate: 16, when: {file: y}}"
        let plan = try plan(environment)
        #expect(plan.environment["A"] == "there" && plan.environment["B"] == nil && plan.secrets.isEmpty)
        #expect(try self.plan(environment, ["y": ""]).secrets == ["C": 16])
    }
}
