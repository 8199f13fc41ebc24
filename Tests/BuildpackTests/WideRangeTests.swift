import Model
import Planning
import Testing

/// Heroku warns of a range of Node.js that takes the major version before or behind the one that is used.
@Suite("Ranges of several major versions") struct WideRangeTests {
    private func warning(_ engine: String) throws -> BuildPlan.Warning? {
        let files = ["package.json": "{\"main\": \"x.js\", \"engines\": {\"node\": \"\(engine)\"}}", "package-lock.json": "{}", "x.js": ""]
        return try Fixture.plan(files) { $0.lists = Fixture.lists(["nodejs": ["25.1.0", "24.2.0+", "22.11.0+"]]) }
            .warnings.first { $0.message.contains("several major versions") }
    }

    @Test(arguments: [">=18", ">= 22", ">20", "*", "18 - 22", ">=24", "22 || 23 || 24"]) func `are warned of`(engine: String) throws {
        let warning = try #require(try warning(engine))
        #expect(warning.message.contains("asks for Node.js \(engine)"))
        // What it says is followed: once with the version that is meant, once with the config var.
        let advised = try #require(warning.hint?.firstMatch(of: /"engines": \{"node": "([^"]+)"\}/)?.1)
        #expect(try self.warning(String(advised)) == nil)
        #expect(warning.holds([:]) && !warning.holds(["NODEJS_ALLOW_WIDE_RANGE": "true"]))
    }

    @Test(arguments: ["20.x", "22", "^22.1.0", "20.19.2", "18 || 20", ">=22 <23", "lts/*"]) func `narrow ones are not`(engine: String)
        throws
    {
        #expect(try warning(engine) == nil)
    }
}
