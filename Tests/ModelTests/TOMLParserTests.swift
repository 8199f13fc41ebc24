import Model
import Testing

@Suite("TOML") struct TOMLParserTests {
    private func parse(_ text: String) throws(SourceError) -> JSONValue { try TOMLParser.parse(Array(text.utf8), file: "a.toml") }

    @Test func `values have paths and places`() throws {
        let document = try parse(
            """
            # a comment
            title = "a \\u00e9 \\"b\\"" # and another
            path = 'C:\\x'
            [project]
            name = "x"
            dependencies = [
              "django>=5",   # one
              'psycopg[binary]',
            ]
            "quoted.key".sub = 1_000
            when = 1979-05-27 07:32:00
            [tool.uv.sources]
            lib = { path = "./lib", editable = true }
            [[package]]
            name = "a"
            [package.metadata]
            x = 0x1F
            [[package]]
            name = "b"
            text = \"\"\"
            one \\
               two
            "three" \"\"\"\"

            """
        )
        #expect(document["title"]?.string == "a é \"b\"" && document["path"]?.string == "C:\\x")
        #expect(document.value(at: "project.dependencies")?.elements.compactMap(\.string) == ["django>=5", "psycopg[binary]"])
        #expect(document["project"]?["quoted.key"]?["sub"]?.scalar == "1_000")
        #expect(document.value(at: "project.when")?.string == "1979-05-27 07:32:00")
        #expect(document.values(at: "tool.uv.sources.*.path").map(\.string) == ["./lib"])
        #expect(document.value(at: "tool.uv.sources.lib.editable")?.scalar == "true")
        #expect(document.values(at: "package.*.name").map(\.string) == ["a", "b"])
        #expect(document.values(at: "package.*.metadata.x").map(\.scalar) == ["0x1F"])
        #expect(document.values(at: "package.*.text").map(\.string) == ["one two\n\"three\" \""])
        let name = try #require(document.value(at: "project.name"))
        #expect((name.line, name.column) == (5, 8))
        #expect(try parse("\u{FEFF}a = 1\r\n[b]\r\nc = 2\r\n").value(at: "b.c")?.scalar == "2")
        #expect(try parse("").members.isEmpty)
    }

    @Test(arguments: [
        ("[a\n", "a.toml:1:3: a header ends with `]`"), ("a = \n", "a.toml:1:5: no value of TOML begins like this"),
        ("a = 1 b = 2\n", "a.toml:1:7: something follows"), ("a = 1\na = 2\n", "a.toml:2:1: `a` is defined for the second time"),
        ("[a]\n[a]\n", "a.toml:2:1: `a` is defined"), ("a = \"x\n", "a.toml:1:5: this text has no closing quote"),
        ("a = \"\\q\"\n", "a.toml:1:6: this is no escape"), ("a = [1, 2\n", "a.toml:2:1: "), ("= 1\n", "a.toml:1:1: a key must stand here"),
        ("a = {b = 1, b = 2}\n", "a.toml:1:13: `b` is defined"), ("a = yes\n", "a.toml:1:5: no value"), ("a.b = 1\n[a]\n", "a.toml:2:1: "),
        ("a = '''x", "a.toml:1:5: this text has no closing"), ("a = \"\"\"x\\", "a.toml:1:"), ("é = 1\n", "a.toml:1:1: a key"),
        ("[[a]]\n[a]\n", "a.toml:2:1: "), ("a = 1\n[a.b]\n", "a.toml:2:1: "), ("key\n", "a.toml:1:4: a key is followed by `=`"),
    ]) func `a mistake has its place`(text: String, message: String) throws {
        let error = try #require(throws: SourceError.self) { try parse(text) }
        #expect(error.headline.hasPrefix(message), "\(error.headline)")
    }

    @Test func `nothing nests without end, and what is large costs what it weighs`() throws {
        for text in [
            "a = " + String(repeating: "[", count: 5_000), "a = " + String(repeating: "{b=", count: 5_000),
            "[" + String(repeating: "a.", count: 5_000) + "a]", String(repeating: "a.", count: 5_000) + "a = 1",
        ] {
            #expect(throws: SourceError.self) { try parse(text) }
        }
        let many = try parse(String(repeating: "[[a]]\n", count: 100_000) + "b = [" + String(repeating: "1,", count: 100_000) + "]")
        #expect(many["a"]?.elements.count == 100_000)
        #expect(throws: SourceError.self) { try parse(String(repeating: "#", count: SourceText.bytesMax + 1)) }
        // Whatever is cut off is told, and never read past its end.
        let whole = Array("[a]\nb = \"\\u00e9\"\nc = '''x'''\nd = [1, {e = \"\"\"f\"\"\"}]\n".utf8)
        for end in whole.indices { _ = try? TOMLParser.parse(Array(whole[..<end]), file: "a.toml") }
    }
}
