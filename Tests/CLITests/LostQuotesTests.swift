import Model
import Testing

@testable import CLI

@Suite("Quotes that ssh took away") struct LostQuotesTests {
    private func check(_ line: String) throws(Failure) {
        let words = line.split(separator: " ").map(String.init)
        guard let root = InstallationRoot("/nonexistent/renga") else { return }
        try LostQuotes(words, typed: "config:set \(line)", of: ConfigSet.declaration, root: root).check()
    }

    @Test(arguments: [
        "KEY=v --no-release -a app", "--no-release KEY=v", "KEY=v --json", "-a app KEY=v -h", "KEY=v --app=app --help", "KEY=v --app app",
    ])
    func `are not missed at an option of the command's`(_ line: String) { #expect(throws: Never.self) { try check(line) } }

    @Test(arguments: ["KEY=two words -a app", "KEY=-x -y", "KEY=a --no-relase", "KEY=a --json=x"])
    func `are missed at any other word`(_ line: String) { #expect(throws: Failure.self) { try check(line) } }

    @Test func `come back in the hint, and the options stay outside`() throws {
        let failure = #expect(throws: Failure.self) { try check("KEY=two words --no-release -a app") }
        #expect(failure?.hint?.hasSuffix("\"config:set KEY='two words' --no-release -a app\"") == true, "\(failure?.hint ?? "")")
    }
}
