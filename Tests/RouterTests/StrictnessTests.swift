import Testing

@testable import Router

/// How the table of forms holds over time: bytes cut anywhere, and what is refused stays away from dynos.
@Suite("Strictness") struct StrictnessTests {
    @Test func `answers 400 and closes, and no dyno sees a byte`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        for head in ["Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "X : y\r\n\r\n", "Z: a\n\r\n"] {
            let peer = try router.client()
            peer.write(
                "GET / HTTP/1.1\r\nHost: myapp.test\r\n\(head)GET /smuggled HTTP/1.1\r\nHost: myapp.test\r\n\r\n"
            )
            let answer = try #require(peer.takeResponse())
            #expect(answer.status == 400)
            #expect(answer["connection"] == "close")
            #expect(peer.takeRest().isEmpty)
        }
        #expect(backend.connections == 0)
        #expect(try router.log().allSatisfy { $0.contains("code=H26 desc=\"Request Error\" cause=\"bad header\"") })
    }

    @Test func `reads chunks however they are cut`() {
        let bytes = Array("3\r\nabc\r\n0a;x\r\n0123456789\r\n0\r\nT: v\r\n\r\nrest".utf8)
        for size in 1...bytes.count {
            var decoder = ChunkDecoder()
            var out: [UInt8] = []
            var position = 0
            var outcome = ChunkDecoder.Outcome.more
            while outcome == .more, position < bytes.count {
                let end = min(position + size, bytes.count)
                let (taken, result) = decoder.decode(bytes, position..<end, into: &out, chunked: false, limit: 1 << 20)
                position += taken
                outcome = result
            }
            #expect(outcome == .done)
            #expect(position == bytes.count - 4)
            #expect(String(decoding: out, as: UTF8.self) == "abc0123456789")
        }
    }
}
