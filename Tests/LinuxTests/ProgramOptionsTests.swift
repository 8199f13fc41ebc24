import Linux
import Model
import Testing

@Suite("The command line of a program") struct ProgramOptionsTests {
    private func options(_ words: String...) throws(Failure) -> ProgramOptions {
        try ProgramOptions("renga-x", usage: "renga-x --root DIR", words, options: ["--key"], flags: ["--check"])
    }

    @Test func `has options, flags and words in any order`() throws {
        let options = try options("verb", "--check", "--key", "-1", "--root=/srv/a=b/", "word")
        #expect(options.words == ["verb", "word"])
        #expect(options["--key"] == "-1" && options.has("--check") && options.given == ["--key", "--check"])
        #expect(try options.root(nil).path == "/srv/a=b")
        #expect(try self.options("--key=").words == [])
        #expect(try !self.options().has("--check"))
    }

    @Test func `names a root, or RENGA_ROOT does, or it is the usual one`() throws {
        #expect(try options().root(nil).path == InstallationRoot.standard)
        #expect(try options().root("").path == InstallationRoot.standard)
        #expect(try options().root("/srv/a").path == "/srv/a")
        #expect(try options("--root", "/srv/b").root("/srv/a").path == "/srv/b")
        #expect(throws: Failure.self) { try options("--root", "b").root("/srv/a") }
        #expect(throws: Failure.self) { try options().root("a") }
    }

    @Test(arguments: [
        (["--chek"], "renga-x does not know `--chek`"), (["-k"], "renga-x does not know `-k`"), (["--chek=1"], "does not know `--chek`"),
        (["--key"], "needs a value for `--key`"), (["--root"], "needs a value for `--root`"), (["--check=1"], "does not know `--check`"),
    ])
    func `is refused in words where something in it is not known`(words: [String], message: String) {
        let failure = #expect(throws: Failure.self) {
            try ProgramOptions("renga-x", usage: "renga-x --root DIR", words, options: ["--key"], flags: ["--check"])
        }
        #expect(failure?.code == .invalid && failure?.message.contains(message) == true && failure?.hint == "renga-x --root DIR")
    }

    @Test func `is refused where words mean nothing`() throws {
        #expect(throws: Failure.self) { try options("a").refuseWords() }
        try options("--check").refuseWords()
    }
}
