import Model
import Planning
import Testing

@Suite("Text files as people save them") struct TextFileTests {
    private func plan(_ content: [UInt8]) throws -> BuildPlan {
        let entry = SourceTree.Entry(path: "requirements.txt", kind: .file, bytes: Int64(content.count), object: "a")
        return try Planner.plan(SourceTree([entry]) { _ in content }, rengaFile: nil, settings: try Fixture.settings())
    }

    @Test func `requirements in any encoding that pip reads say which libraries they need`() throws {
        let text = "psycopg2\r\nflask\r\n"
        let units = Array(text.utf16)
        let files: [[UInt8]] = [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + text.utf8, Array("flask\rpsycopg2\r".utf8),
            [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
            [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
        ]
        for file in files { #expect(try plan(file).packages(for: .run).contains("libpq5"), "\(file)") }
    }

    @Test func `lines of old Macs are lines`() throws {
        #expect(
            try Procfile.parse(Array("web: a\rworker: b\r\nclock: c\n".utf8)).lines.map { "\($0.line) \($0.type)" } == [
                "1 web", "2 worker", "3 clock",
            ]
        )
        #expect(SourceText(file: "x", bytes: Array("a\r\n\r\rb\n".utf8)).lines == ["a", "", "", "b", ""])
        #expect(SourceText(file: "x", bytes: Array("a\r\nb\rcd".utf8)).position(ofOffset: 6) == (3, 2))
        let error = try #require(throws: SourceError.self) { try JSONParser.parse(Array("{\r\"a\": x}".utf8), file: "app.json") }
        #expect(error.line == 2 && error.column == 6 && error.sourceLine == "\"a\": x}")
    }

    @Test func `a NUL and a crowd of process types have their place`() throws {
        let error = try #require(throws: SourceError.self) { try Procfile.parse(Array("web: a\nworker: b\0c\n".utf8)) }
        #expect(error.failure.message == "Procfile:2:10: the command of `worker` has a NUL byte")
        let many = (0...Procfile.typesMax).map { "t\($0): x\n" }.joined()
        #expect(throws: SourceError.self) { try Procfile.parse(Array(many.utf8)) }
        let flask = ["requirements.txt": "flask\n"]
        let failure = try Fixture.refusal(flask.merging(["renga.yml": #"env: {A: "x\0y"}"#]) { $1 })
        #expect(failure.message.hasPrefix("renga.yml:1:") && failure.message.contains("NUL"))
    }

    @Test func `variables that are made of variables stay small`() throws {
        var lines = ["env:", "  A0: \(String(repeating: "x", count: 1000))"]
        for level in 1...12 { lines.append("  A\(level): \(String(repeating: "$A\(level - 1)", count: 8))") }
        let failure = try Fixture.refusal(["requirements.txt": "flask\n", "renga.yml": lines.joined(separator: "\n") + "\n"])
        #expect(failure.code == .limit && failure.message == "the variable `A2` is over 32768 bytes when `$A1` has its value")
    }
}
