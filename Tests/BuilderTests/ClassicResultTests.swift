import Linux
import Model
import Testing

@testable import Builder

@Suite("What a classic buildpack has said") struct ClassicResultTests {
    @Test func `exports for who has the app elsewhere`() throws {
        let line = "export PATH=/tmp/build_1a2b/bin:$PATH\n"
        let result = ClassicResult(name: "X", export: Array(line.utf8), build: "/tmp/build_1a2b")
        #expect(result.exportOfApp.map { String(decoding: $0, as: UTF8.self) } == "export PATH=/app/bin:$PATH\n")
        #expect(result.exportOfBuild("/tmp/build_1a2b").map { String(decoding: $0, as: UTF8.self) } == line)
        let other = result.exportOfBuild("/tmp/build_ffff").map { String(decoding: $0, as: UTF8.self) }
        #expect(other == "export PATH=/tmp/build_ffff/bin:$PATH\n")
        #expect(ClassicResult(name: "X", export: nil, build: "/tmp/x").exportOfApp == nil)
        // What is no text is left alone.
        #expect(ClassicResult(name: "X", export: [0xFF, 0x2F], build: "/").exportOfApp == [0xFF, 0x2F])
    }

    @Test func `is kept as it was, and one of a newer version is not misread`() throws {
        var result = ClassicResult(name: "Ünicode", export: [1, 2], build: "/tmp/x")
        result.release = ReleaseAnswer(types: [.init(type: "web", command: "x", line: 1)], ignored: ["addons"])
        let again = try ClassicResult(decoding: try result.encoded())
        #expect(again.name == result.name && again.export == [1, 2] && again.release == result.release)
        let text = String(decoding: try result.encoded(), as: UTF8.self).replacing("\"format\":1", with: "\"format\":2")
        #expect(throws: Failure.self) { try ClassicResult(decoding: Array(text.utf8)) }
    }

    @Test func `is not believed where a child in other hands made it up`() {
        #expect(ReleaseAnswer(types: [.init(type: "web", command: "x", line: 1)]).objection == nil)
        #expect(ReleaseAnswer(types: [.init(type: "a b", command: "x", line: 1)]).objection != nil)
        #expect(ReleaseAnswer(types: [.init(type: "web", command: "x\ny", line: 1)]).objection != nil)
        #expect(ReleaseAnswer(types: (0...100).map { .init(type: "t\($0)", command: "x", line: 1) }).objection != nil)
    }
}
