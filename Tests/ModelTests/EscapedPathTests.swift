import Model
import Testing

@Suite("Paths as text") struct EscapedPathTests {
    @Test func `are never those of another name`() {
        let names: [[UInt8]] = [
            [0x61, 0x2F, 0x62], [0xFF, 0x61], [0x0A], [0x5C, 0x78, 0x34, 0x31], [0x41], Array("\\x0a".utf8), Array("é\u{1F600}".utf8),
            [0xC3],
            [0xE2, 0x82], Array("\\xe2\\x82".utf8),
        ]
        #expect(Set(names.map(EscapedPath.escape)).count == names.count)
    }

    @Test func `are plain where they can be`() {
        #expect(EscapedPath.escape(Array("a/é b".utf8)) == "a/é b")
        #expect(EscapedPath.escape([0x61, 0xFF, 0x0A]) == "a\\xff\\x0a")
    }
}
