import Model
import Testing

@Suite("Paths as text") struct EscapedPathTests {
    @Test(
        arguments: [
            [0x61, 0x2F, 0x62], [0xFF, 0x61], [0x0A], [0x5C, 0x78, 0x34, 0x31], Array("é\u{1F600}".utf8), [0xC3],
            [0xE2, 0x82],
        ] as [[UInt8]]
    )
    func `go both ways without loss`(bytes: [UInt8]) {
        #expect(EscapedPath.unescape(EscapedPath.escape(bytes)) == bytes)
    }

    @Test func `are plain where they can be`() {
        #expect(EscapedPath.escape(Array("a/é b".utf8)) == "a/é b")
        #expect(EscapedPath.escape([0x61, 0xFF, 0x0A]) == "a\\xff\\x0a")
        #expect(EscapedPath.unescape("a\\q") == nil)
    }
}

@Suite("Nearest words") struct NearestWordTests {
    @Test func `count slips as people make them`() {
        #expect(NearestWord.distance("pakcages", "packages") == 1)
        #expect(NearestWord.distance("kitten", "sitting") == 3)
        #expect(NearestWord.distance("", "abc") == 3)
    }

    @Test func `offer only what is near`() {
        #expect(NearestWord.to("pakages", among: ["packages", "steps"]) == "packages")
        #expect(NearestWord.to("run", among: ["env", "steps"]) == nil)
        #expect(NearestWord.to("x", among: ["y"]) == nil)
    }
}
