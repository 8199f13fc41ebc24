import Model
import Testing
import YAML

@Suite("Typed reading") struct NodeReaderTests {
    private func reader(_ text: String, known: [String]? = nil) throws(SourceError) -> NodeReader {
        let bytes = Array(text.utf8)
        return try NodeReader(
            try YAMLDocument.parse(bytes, file: "a.yml"),
            in: SourceText(file: "a.yml", bytes: bytes),
            known: known,
            what: "a thing"
        )
    }

    @Test func `an unknown key is refused and the nearest known one offered`() throws {
        let error = try #require(throws: SourceError.self) {
            try reader("name: x\npakages: []\n", known: ["name", "packages"])
        }
        #expect((error.line, error.column) == (2, 1))
        #expect(error.hint == "did you mean \"packages\"?")
        let far = try #require(throws: SourceError.self) { try reader("zzzzz: 1\n", known: ["name", "packages"]) }
        #expect(far.hint == "known here: name, packages")
    }

    @Test func `a wrong type is refused with what was expected`() throws {
        let reader = try reader("a: x\nb: [1]\nc: {d: 1}\n")
        #expect(try #require(throws: SourceError.self) { try reader.list("a") }.hint == "write [x]")
        #expect(
            try #require(throws: SourceError.self) { try reader.string("b") }.message
                == "`b` must be a text, not a list"
        )
        #expect(try #require(throws: SourceError.self) { try reader.bool("a") }.message == "`a` must be true or false")
        #expect(throws: SourceError.self) { try reader.strings("c") }
        #expect(try reader.strings("b") == ["1"])
        #expect(try reader.string("nothing") == nil)
    }

    @Test(
        arguments: [("500 MB", 500 << 20), ("1GB", 1 << 30), ("4 kb", 4096), ("12", 12), ("1_000", 1000)]
            as [(String, Int64)]
    )
    func `sizes take units`(text: String, bytes: Int64) throws {
        #expect(try reader("a: \(text)").bytes("a") == bytes)
    }

    @Test(arguments: [("15 min", 900), ("30 s", 30), ("1h", 3600), ("7", 7)] as [(String, Int64)])
    func `times take units`(text: String, seconds: Int64) throws {
        #expect(try reader("a: \(text)").seconds("a") == seconds)
    }

    @Test(arguments: ["5 parsecs", "-1", "1.5 GB", "99999999999 TB", "MB"])
    func `other quantities are refused`(text: String) throws {
        #expect(throws: SourceError.self) { try reader("a: \(text)").bytes("a") }
    }
}
