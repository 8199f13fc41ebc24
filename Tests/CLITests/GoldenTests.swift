import CLI
import Testing

@Suite("Golden command lines") struct GoldenTests {
    @Test(arguments: try GoldenCase.all()) func `a command asks, answers and ends as recorded`(golden: GoldenCase)
        throws
    {
        let bench = try Bench()
        let (environment, words) = golden.command
        bench.environment.merge(environment) { $1 }
        let replies = golden.replies
        let outcome = try bench.run(words, input: golden.standardInput, replies: replies.isEmpty ? nil : replies)
        var text = outcome.asked.map { "(asks) \($0)\n" } ?? ""
        text += outcome.output
        if !outcome.errors.isEmpty { text += "(standard error)\n\(outcome.errors)" }
        if outcome.status != 0 { text += "(status \(outcome.status))\n" }
        try golden.check(
            text.split(separator: bench.directory, omittingEmptySubsequences: false).joined(separator: "DIR")
        )
    }

    @Test func `every command has a place of its own in the help`() {
        let places = Catalogue.all.map { "\($0.declaration.group) \($0.declaration.place)" }
        #expect(Set(places).count == places.count)
        #expect(Set(Catalogue.names).count == Catalogue.names.count, "two commands have one name")
    }

    @Test func `every command has its help recorded`() throws {
        let recorded = try GoldenCase.all().map { $0.command.words }
        for command in Catalogue.all {
            let name = command.declaration.name
            #expect(recorded.contains(["help", name]), "add Tests/Golden/cli/help-NAME.case for `\(name)`")
        }
    }
}
