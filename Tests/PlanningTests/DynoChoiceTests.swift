import Model
import Planning
import Testing

@Suite("Which dynos are meant") struct DynoChoiceTests {
    private static func app(_ name: String) throws -> AppName { try #require(AppName(name)) }

    private func names(_ words: String...) throws -> [String] {
        let names = ["web.2", "web.10", "web.1", "worker.1", "run.4821"]
        return try DynoChoice(Self.app("flasky"), names: names, types: ["web", "worker", "clock"]).names(of: words)
    }

    @Test func `by name, by type, or all`() throws {
        #expect(try names() == ["run.4821", "web.1", "web.2", "web.10", "worker.1"])
        #expect(try names("web") == ["web.1", "web.2", "web.10"])
        #expect(try names("web.2", "worker", "web.2") == ["web.2", "worker.1"])
        #expect(try names("run.4821") == ["run.4821"])
    }

    @Test(arguments: [
        ("web.7", "`flasky` has no dyno `web.7`: there are run.4821, web.1, web.2, web.10, worker.1", "did you mean `web.1`?"),
        ("wbe", "`flasky` has no process type `wbe`: there are clock, web, worker", "did you mean `web`?"),
        ("database", "`flasky` has no process type `database`: there are clock, web, worker", nil),
        ("clock", "`flasky` has no dynos of `clock`: it is at 0", "renga ps:scale clock=1 -a flasky"),
    ]) func `what is not there is said with what is`(word: String, says: String, instead: String?) throws {
        let failure = #expect(throws: Failure.self) { try names(word) }
        #expect(failure?.message == says && failure?.hint == instead)
    }

    @Test func `of very many dynos a few are named`() throws {
        let many = (1...100).map { "web.\($0)" }
        let failure = #expect(throws: Failure.self) { try DynoChoice(Self.app("shop"), names: many, types: ["web"]).names(of: ["web.101"]) }
        #expect(failure?.message.hasSuffix("web.12 and 88 more") == true)
    }
}
