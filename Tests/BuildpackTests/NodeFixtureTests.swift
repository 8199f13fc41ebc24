import Model
import Planning
import Testing

/// The questions that the fixture apps of Heroku's Node.js buildpack ask, each in the smallest tree that asks it: a line of
/// `Tests/Golden/heroku/nodejs.case` has the fixture's name, what Heroku's own specs expect of it (`builds`; `fails`: a step does;
/// `refuses`, with words of the refusal here; `untested`), its files (`name=content`, a tilde for a space), its package.json, and where Renga differs, why.
@Suite("Heroku's fixture apps") struct NodeFixtureTests {
    /// One of each line, and those that a fixture asks for exactly.
    private static let versions = [
        "26.1.0", "24.15.0+", "22.22.2", "22.5.0", "21.7.3", "20.19.2", "18.20.4", "17.9.1", "16.20.2", "14.21.3", "14.15.3", "14.9.0",
        "13.14.0", "12.22.12", "11.15.0", "10.24.1", "9.11.2", "8.17.0", "8.9.1", "6.17.1", "6.9.5", "0.12.7", "0.12.6", "0.12.4",
        "0.11.16",
        "0.10.48", "0.10.33", "0.10.29", "0.8.28",
    ]

    @Test(arguments: try GoldenCase.all("heroku")) func `each is planned as Heroku's specs expect, or differs for a reason`(
        golden: GoldenCase
    ) throws {
        let lines = golden.input.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(Set(lines.map { $0.prefix { $0 != "|" } }).count == 162, "all are here")
        for line in lines {
            let cells = line.split(separator: "|").map { String($0).trimmed }
            try #require(cells.count == 4 || cells.count == 5, "\(line)")
            let verdict = cells[1].split(separator: ":", maxSplits: 1).map { String($0).trimmed }
            try #require(["builds", "fails", "refuses", "untested"].contains(verdict[0]), "\(line)")
            let outcome = try Self.outcome(Self.tree(cells[2], package: cells[3]))
            let agrees = verdict[0] == "untested" || (verdict[0] == "refuses") == outcome.hasPrefix("refused: ")
            // Which refusal it is: any other would be for another fault.
            #expect((verdict.count == 2) == outcome.hasPrefix("refused: ") && verdict.count < 3, "\(cells[0]): \(outcome)")
            if verdict.count == 2 { #expect(outcome.contains(verdict[1]), "\(cells[0]): \(outcome)") }
            #expect(agrees == (cells.count == 4), "\(cells[0]): \(outcome)")
        }
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
                settings.lists = Fixture.lists(["nodejs": versions])
                settings.settled = ["nodejs"]
            }
            let web = plan.processes.first { $0.type == "web" }?.command ?? "no web"
            return (plan.steps.map(\.name) + [web]).joined(separator: "; ")
        } catch let failure as Failure {
            // What other buildpacks say of a tree without a package.json is theirs.
            return tree["package.json"] == nil ? "refused: it is no app of Node.js" : "refused: \(failure.message)"
        }
    }
}
