import Model
import Planning
import Testing

/// The questions that the fixture apps of Heroku's Node.js buildpack ask, each in the smallest tree that asks it: a line of
/// `Tests/Golden/heroku/nodejs.case` has the fixture's name, what Heroku's own specs expect of it (`builds`; `fails`: a step does;
/// `refuses`; `untested`), its files (`name=content`, a tilde for a space), its package.json, and where Renga differs, why.
@Suite("Heroku's fixture apps") struct NodeFixtureTests {
    /// Which versions there are is another question: here all are.
    private static let versions =
        [
            "26", "24", "23", "22", "21", "20", "18", "17", "16", "14", "13", "12", "11", "10", "9", "8", "6", "0.12", "0.11.16", "0.10",
            "0.8",
        ]

    @Test(arguments: try GoldenCase.all("heroku")) func `each is planned as Heroku's specs expect, or differs for a reason`(
        golden: GoldenCase
    ) throws {
        var output: [String] = []
        for line in golden.input.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "|").map { String($0).trimmed }
            try #require(cells.count == 4 || cells.count == 5, "\(line)")
            let outcome = try Self.outcome(Self.tree(cells[2], package: cells[3]))
            let agrees = cells[1] == "untested" || (cells[1] == "refuses") == outcome.hasPrefix("refused: ")
            #expect(agrees == (cells.count == 4), "\(cells[0]): \(outcome)")
            output.append("\(cells[0]): \(outcome)")
        }
        try golden.check(output)
    }

    private static func tree(_ files: String, package: String) -> [String: String] {
        var tree: [String: String] = package == "-" ? [:] : ["package.json": package]
        for file in files.split(separator: " ") where file != "-" {
            let parts = file.split(separator: "=", maxSplits: 1).map { String($0).replacing("~", with: " ") }
            tree[parts[0]] = parts.count > 1 ? parts[1] + "\n" : ""
        }
        return tree
    }

    private static func outcome(_ tree: [String: String]) throws -> String {
        do {
            let plan = try Fixture.plan(tree) { settings in
                for index in settings.stacks.indices { settings.stacks[index].toolchains["nodejs"] = versions }
            }
            let web = plan.processes.first { $0.type == "web" }?.command ?? "no web"
            return (plan.steps.map(\.name) + [web]).joined(separator: "; ")
        } catch let failure as Failure {
            return "refused: \(failure.message)"
        }
    }
}
