import CLI
import Model
import Testing

@Suite("Argument parser") struct ArgumentParserTests {
    private static let number = Option("num", short: "n", value: "NUMBER", "")
    private static let tail = Option("tail", short: "t", "")
    private static let declaration = Declaration("logs", .logs, 10, "", examples: ["renga logs"]).with {
        $0.takesApp = true
        $0.operands = "[WORD]"
        $0.operandsMax = 1
        $0.options = [number, tail]
    }

    private func parse(_ words: String...) throws(Failure) -> Arguments {
        try ArgumentParser.parse(words, for: Self.declaration)
    }

    @Test(arguments: [["-n", "20"], ["-n20"], ["-n=20"], ["--num", "20"], ["--num=20"], ["-tn20"], ["-tn", "20"]])
    func `an option's value is the rest of its word or the next`(words: [String]) throws {
        let arguments = try ArgumentParser.parse(words, for: Self.declaration)
        #expect(arguments.value(Self.number) == "20")
        #expect(arguments.operands.isEmpty)
    }

    @Test func `options stand anywhere, and two dashes end them`() throws {
        let arguments = try parse("one", "-t", "--app", "myapp")
        #expect(arguments.operands == ["one"])
        #expect(arguments.has(Self.tail))
        #expect(try arguments.app()?.text == "myapp")
        #expect(try parse("--", "-t").operands == ["-t"])
    }

    private static let program = Declaration("run", .dynos, 1, "", examples: ["renga run bash"]).with {
        $0.takesApp = true
        $0.takesProgram = true
        $0.operandsMax = .max
        $0.options = [number, tail]
    }

    @Test(arguments: [
        (["ls", "-al", "-t", "--all", "--num=3", "x=y"], ["ls", "-al", "--all", "x=y"]),
        (["-n", "3", "ls", "-h", "--json", "--help"], ["ls", "-h", "--json", "--help"]),
        (["ls", "--", "-a", "--", "--num"], ["ls", "-a", "--", "--num"]), (["--", "-t"], ["-t"]),
        (["ls", "-t=3", "--tails"], ["ls", "-t=3", "--tails"]),
    ])
    func `of a program's words only our options are ours, wherever they stand`(words: [String], operands: [String]) throws {
        #expect(try ArgumentParser.parse(words, for: Self.program).operands == operands)
    }

    @Test func `help is ours before a program's first word`() throws {
        #expect(try ArgumentParser.parse(["--help", "ls"], for: Self.program).has(.help))
        let failure = #expect(throws: Failure.self) { try ArgumentParser.parse(["ls", "-a"], for: Self.program) }
        #expect(failure?.hint?.contains("renga run -- ls -a") == true)
    }

    @Test func `one dash alone is an operand`() throws {
        #expect(try parse("-").operands == ["-"])
    }

    @Test func `a value may be empty of nothing, and an option is no value`() {
        #expect(throws: Failure.self) { try parse("--num") }
        #expect(throws: Failure.self) { try parse("--num=") }
        #expect(throws: Failure.self) { try parse("--num", "--tail") }
        #expect(throws: Failure.self) { try parse("--tail=yes") }
    }

    @Test func `an unknown option offers the nearest`() throws {
        let failure = try #require(throws: Failure.self) { try parse("--tial") }
        #expect(failure.code == .invalid)
        #expect(failure.hint == "did you mean `--tail`?")
        #expect(throws: Failure.self) { try parse("-x") }
    }

    @Test func `the same option twice is refused where its values differ`() throws {
        #expect(throws: Failure.self) { try parse("-n1", "--num=2") }
        #expect(try parse("-n1", "--num=1").value(Self.number) == "1")
    }

    @Test func `who asks for help need not get the rest right`() throws {
        #expect(try parse("one", "two", "--help").has(.help))
        #expect(throws: Failure.self) { try parse("one", "two") }
    }

    @Test func `an app is named once`() throws {
        #expect(try parse("myapp", "--app", "myapp").appOrOperand()?.text == "myapp")
        #expect(throws: Failure.self) { try parse("myapp", "--app", "other").appOrOperand() }
        #expect(throws: Failure.self) { try parse("--app", "My_App").app() }
    }
}
