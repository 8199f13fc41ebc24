import Patterns
import Testing

@Suite("Patterns") struct PatternTests {
    private func match(_ pattern: String, _ line: String) throws -> String? {
        let bytes = Array(line.utf8)
        guard let found = try Pattern(pattern).firstMatch(in: bytes[...]) else { return nil }
        return String(decoding: bytes[found.group ?? found.whole], as: UTF8.self)
    }

    @Test(arguments: [
        (#"^[ \t]*python-(\S+)"#, " python-3.12.1 ", "3.12.1"), ("(?i)django(?!-)", "Django>=5", "Django"),
        ("(x)|(y)", "y", "y"), ("a{2,3}", "baaaa", "aaa"), (#"\bé+\b"#, "un éé", "éé"), ("(?<=v)[0-9]+", "v12", "12"),
        (#"(['"])(.*?)\1"#, "say 'x'", "'"), ("", "abc", ""), ("^$", "", ""),
    ])
    func `have the first group that took part, or the whole match`(pattern: String, line: String, expected: String) throws {
        #expect(try match(pattern, line) == expected)
    }

    @Test(arguments: [("^b", "ab"), ("a$", "ab"), (#"django\b(?!-)"#, "django-environ"), (".", "")])
    func `do not match everything`(pattern: String, line: String) throws {
        #expect(try match(pattern, line) == nil)
    }

    /// Each of them takes 2^50 steps, or as many more as the line is long, where nobody counts: no end.
    @Test(
        arguments: [
            ("(a+)+$", String(repeating: "a", count: 50) + "b"), ("(a|aa)*[cd]", String(repeating: "a", count: 60)),
            (#"^(\s*\w*\s*)*[;,]"#, String(repeating: "x ", count: 40)),
            ("(x+x+)+[yz]", String(repeating: "x", count: 50)),
        ]
    )
    func `that try too many ways through a line give up`(pattern: String, line: String) throws {
        #expect(throws: PatternError.tooCostly) { try match(pattern, line) }
    }

    @Test func `look at the beginning of a line that is longer than all honest ones`() throws {
        let long = String(repeating: "é", count: Pattern.lineBytesMax) + "end"
        #expect(try match("end", long) == nil)
        #expect(try match("é$", long) == "é")
    }

    @Test(arguments: ["(", "[z-a]", #"\C"#, "(?<n>a)(?<n>b)", "*a"])
    func `that are none are errors`(pattern: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
    }
}
