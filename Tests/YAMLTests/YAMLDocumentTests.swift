import Model
import Testing
import YAML

@Suite("YAML documents") struct YAMLDocumentTests {
    private func parse(_ text: String) throws(SourceError) -> YAMLNode {
        try YAMLDocument.parse(Array(text.utf8), file: "a.yml")
    }

    private func problem(_ text: String) throws -> SourceError {
        try #require(throws: SourceError.self) { try parse(text) }
    }

    @Test func `keeps positions, and tells plain from quoted`() throws {
        let root = try parse("a: 1\nb:\n  - \"2\"\n  - é: x\n")
        guard case .mapping(let entries) = root.content else { throw try problem("") }
        #expect(entries.map(\.key) == ["a", "b"])
        #expect(entries[0].value == YAMLNode(.scalar("1", plain: true), line: 1, column: 4))
        guard case .list(let items) = entries[1].value.content else { throw try problem("") }
        #expect(items[0] == YAMLNode(.scalar("2", plain: false), line: 3, column: 5))
    }

    @Test func `an empty file is an empty mapping`() throws {
        for text in ["", "# nothing\n", "---\n", "~\n"] { #expect(try parse(text).content == .mapping([])) }
    }

    @Test func `a version keeps its last zero`() throws {
        guard case .mapping(let entries) = try parse("python: 3.10").content else { throw try problem("") }
        #expect(entries[0].value.content == .scalar("3.10", plain: true))
    }

    @Test func `a tab in the indentation is refused where it stands`() throws {
        let error = try problem("a:\n  b: 1\n\tc: 2\n")
        #expect((error.line, error.column) == (3, 1))
        #expect(error.sourceLine == "\tc: 2")
        #expect(error.message.contains("tab"))
    }

    @Test func `a tab inside a script is no indentation`() throws {
        let root = try parse("run: |\n  make:\n  \ttouch a\n")
        guard case .mapping(let entries) = root.content else { throw try problem("") }
        #expect(entries[0].value.content == .scalar("make:\n\ttouch a\n", plain: false))
    }

    @Test func `a second key of the same name is refused`() throws {
        let error = try problem("a: 1\nb: 2\na: 3\n")
        #expect((error.line, error.column) == (3, 1))
        #expect(error.message.contains("line 1"))
    }

    @Test func `a second document is refused`() throws {
        let error = try problem("a: 1\n---\nb: 2\n")
        #expect(error.line == 2)
    }

    @Test func `tags are refused`() throws {
        #expect(try problem("a: !ruby/object 1\n").column == 4)
        #expect(try problem("a: !!str 1\n").message.contains("tag"))
    }

    @Test func `a few aliases are fine, a bomb of them is not`() throws {
        let root = try parse("a: &x [1, 2]\nb: *x\n")
        guard case .mapping(let entries) = root.content else { throw try problem("") }
        #expect(entries[0].value == entries[1].value)
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            bomb += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
        }
        #expect(try problem(bomb).message.contains("10000 nodes"))
        #expect(try problem("a: &a [*a]\n").message.contains("no anchor"))
        #expect(try problem("a: *b\n").hint?.contains("&b") == true)
    }

    @Test func `nesting has an end, aliases or not`() throws {
        #expect(throws: Never.self) { try parse(String(repeating: "[", count: 49) + String(repeating: "]", count: 49)) }
        let deep = String(repeating: "[", count: 51) + String(repeating: "]", count: 51)
        #expect(try problem(deep).message.contains("deeper"))
        var text = "a0: &a0 [x]\n"
        for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(try problem(text).message.contains("deeper"))
    }

    @Test func `ten thousand nodes are read, one more is not`() throws {
        #expect(throws: Never.self) {
            try parse("[" + Array(repeating: "x", count: 9_999).joined(separator: ",") + "]")
        }
        #expect(
            try problem("[" + Array(repeating: "x", count: 10_000).joined(separator: ",") + "]").message.contains(
                "nodes"
            )
        )
    }

    @Test func `bytes that are not UTF-8 are refused with their place`() throws {
        let error = try #require(throws: SourceError.self) {
            try YAMLDocument.parse(Array("a: 1\nb: é".utf8) + [0xFF, 0x0A], file: "a.yml")
        }
        #expect((error.line, error.column) == (2, 5))
    }

    @Test func `a control character is refused with its place`() throws {
        let error = try problem("a: 1\nbc: \u{1}\n")
        #expect((error.line, error.column) == (2, 5))
    }

    @Test func `a file over one MiB is refused`() throws {
        #expect(try problem(String(repeating: "# x\n", count: (1 << 18) + 1)).message.contains("bytes"))
    }

    @Test(arguments: [
        "a: b: c\n", "a: [1, 2\n", "a: \"x\n", "a: {b: 1\n", "a:\n  - 1\n b: 2\n", "- a\nb: 1\n", "a: @x\n",
        "a\nb: 1\n",
    ])
    func `broken syntax has a line and a caret`(text: String) throws {
        let error = try problem(text)
        #expect(error.line >= 1 && error.line <= 3)
        #expect(error.rendering.first?.hasPrefix("a.yml:") == true)
    }
}
