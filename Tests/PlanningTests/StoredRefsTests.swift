import Model
import Planning
import Testing

@Suite("What is said of refs that do not deploy") struct StoredRefsTests {
    private func decision(_ refs: [String]) throws -> PushPolicy.Decision {
        let (old, new) = (String(repeating: "1", count: 40), String(repeating: "2", count: 40))
        return try PushPolicy.decide(refs.map { try #require(RefUpdate(line: "\(old) \(new) \($0)")) })
    }

    private func words(_ refs: [String], behind: Bool = false) throws -> [String] {
        StoredRefs.words(try decision(refs)) { _ in behind }
    }

    @Test(arguments: [
        ("refs/heads/topic", false, "git push heroku topic:main"), ("refs/heads/topic", true, "git push heroku +topic:main"),
        ("refs/tags/v1", false, "git push heroku 'v1^{}:refs/heads/main'"),
        ("refs/heads/a;b", false, "git push heroku 'a;b:main'"), ("refs/heads/-x", false, "git push heroku refs/heads/-x:main"),
        ("refs/heads/it's", false, #"git push heroku 'it'\''s:main'"#),
    ])
    func `ends with a command that can be typed`(_ ref: String, _ behind: Bool, _ command: String) throws {
        let said = try words([ref], behind: behind)
        #expect(said.count == 1 && said.first?.hasSuffix(": " + command) ?? false, "\(said)")
    }

    @Test func `names the first few, and counts the others`() throws {
        let refs = (1...500).map { "refs/heads/topic-\($0)" }
        let said = try words(refs)
        #expect(said.count == 4 && said.last == "… and 497 more branches and tags: 497 stored, skipping build.")
        #expect(try words(Array(refs.prefix(4))).count == 4)
        let hidden = try words((1...9).map { "refs/pull/\($0)/head" })
        #expect(
            hidden == [
                "Not taken, since only branches and tags are kept here: `refs/pull/1/head`, `refs/pull/2/head`, `refs/pull/3/head` and 6 more"
            ]
        )
    }
}
