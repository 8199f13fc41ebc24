import CLI
import Model
import Testing

@Suite("Invocation") struct InvocationTests {
    private func parse(_ words: [String], _ environment: [String: String] = [:]) throws(Failure) -> Invocation {
        try Invocation.parse(words, environment: environment)
    }

    @Test func `the root is that of the option, of the environment, or the usual one`() throws {
        #expect(try parse(["apps"]).root.path == InstallationRoot.standard)
        #expect(try parse(["apps"], ["RENGA_ROOT": "/a"]).root.path == "/a")
        #expect(try parse(["--root", "/b", "apps"], ["RENGA_ROOT": "/a"]).root.path == "/b")
        #expect(try parse(["apps", "--root=/c/"]).root.path == "/c")
        #expect(throws: Failure.self) { try parse(["--root", "relative", "apps"]) }
        #expect(throws: Failure.self) { try parse(["apps", "--root"]) }
    }

    @Test(arguments: [
        ["--root", "/b", "--root", "/c", "apps"], ["--root", "/b", "apps", "--root=/c"], ["apps", "--root", "/c"],
    ]) func `over SSH only the shell says the root`(words: [String]) throws {
        let failure = try #require(throws: Failure.self) { try parse(words, ["RENGA_KEY": "3"]) }
        #expect(failure.code == .forbidden)
    }

    @Test func `over SSH the key is kept`() throws {
        let invocation = try parse(["--root", "/b", "ps", "-a", "myapp"], ["RENGA_KEY": "3"])
        #expect(invocation.key == 3)
        #expect(invocation.command == "ps")
        #expect(invocation.words == ["-a", "myapp"])
        #expect(throws: Failure.self) { try parse(["apps"], ["RENGA_KEY": "x"]) }
    }

    @Test func `options may stand before the command`() throws {
        #expect(try parse(["-a", "myapp", "ps", "--json"]).command == "ps")
        #expect(try parse(["-a", "myapp", "ps", "--json"]).words == ["-a", "myapp", "--json"])
        #expect(try parse([]).command == "help")
        #expect(try parse(["--help"]).command == "help")
        #expect(try parse(["-h", "ps"]).words == ["ps"])
        #expect(try parse(["--version"]).command == "version")
    }

    @Test func `what comes after two dashes is no option`() throws {
        #expect(try parse(["config:set", "--", "--root=/x"]).words == ["--", "--root=/x"])
    }
}
