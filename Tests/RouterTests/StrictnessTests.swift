import Testing

@testable import Router

/// Every form of a head that is taken or refused.
@Suite("Strictness") struct StrictnessTests {
    @discardableResult
    private static func read(_ text: String) throws(Refusal) -> RequestHead {
        let bytes = Array(text.utf8)
        var scan = HeadScan()
        switch scan.look(at: bytes, 0..<bytes.count, firstLineMax: 8192, lineMax: 8192, headMax: 65_536) {
        case .bad(let refusal): throw refusal
        case .incomplete: throw .headTooLong
        case .complete(let count):
            var head = RequestHead(headersMax: 1000)
            try head.read(bytes, 0..<count)
            return head
        }
    }

    private static let host = "Host: a.test\r\n"

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", "GET / HTTP/1.0\r\nHost: a.test\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a.test\r\n\r\n", "GET http://b.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n",
        "GET HTTP://b.test?q HTTP/1.1\r\nHost: a.test\r\n\r\n", "M-SEARCH / HTTP/1.1\r\nhOsT:a.test:80\r\n\r\n",
        "GET /\u{e4} HTTP/1.1\r\nHost: [::1]:80\r\nX-Empty:\r\nX: \t a b \t\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a.test.\r\nContent-Length: 0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a_b.test\r\nTransfer-Encoding: CHUNKED\r\n\r\n",
    ])
    func `takes what is well-formed`(text: String) throws { _ = try Self.read(text) }

    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: a.test\n\n", Refusal.bareLineFeed),
        ("GET / HTTP/1.1\r\nHost: a.test\n\r\n", .bareLineFeed),
        ("GET / HTTP/1.1\r\n\(host)X: a\rb\r\n\r\n", .badHeaderValue),
        ("GET / HTTP/1.1\r\n\(host)X: a\0b\r\n\r\n", .badHeaderValue),
        ("GET / HTTP/1.1\r\n\(host)X: a\u{7f}\r\n\r\n", .badHeaderValue),
        ("GET / HTTP/1.1\r\n\(host)X: a\u{1}\r\n\r\n", .badHeaderValue),
        ("GET / HTTP/1.1\r\n\(host) folded: x\r\n\r\n", .foldedHeader),
        ("GET / HTTP/1.1\r\n\(host)\tfolded\r\n\r\n", .foldedHeader),
        ("GET / HTTP/1.1\r\n\(host)X : a\r\n\r\n", .badHeaderName),
        ("GET / HTTP/1.1\r\n\(host): a\r\n\r\n", .badHeaderName),
        ("GET / HTTP/1.1\r\n\(host)X\r\n\r\n", .badHeaderName),
        ("GET / HTTP/1.1\r\n\(host)X(y): a\r\n\r\n", .badHeaderName),
        ("GET / HTTP/1.1\r\n\(host)\u{e4}: a\r\n\r\n", .badHeaderName),
        ("GET / HTTP/1.1\r\n\r\n", .badHost), ("GET / HTTP/1.0\r\n\r\n", .badHost),
        ("GET / HTTP/1.1\r\n\(host)\(host)\r\n", .badHost),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n", .badHost), ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .badHost),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .badHost), ("GET / HTTP/1.1\r\nHost: a:x\r\n\r\n", .badHost),
        ("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .badHost), ("GET http:/// HTTP/1.1\r\n\(host)\r\n", .badHost),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 1\r\n\r\n", .badContentLength),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 1, 1\r\n\r\n", .badContentLength),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\n", .badContentLength),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n", .badContentLength),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 0x1\r\n\r\n", .badContentLength),
        ("POST / HTTP/1.1\r\n\(host)Content-Length:\r\n\r\n", .badContentLength),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 9999999999999999999\r\n\r\n", .badContentLength),
        ("POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", .twoFramings),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n", .badTransferEncoding),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: identity\r\n\r\n", .badTransferEncoding),
        ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: xchunked\r\n\r\n", .badTransferEncoding),
        (
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            .badTransferEncoding
        ),
        ("POST / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n", .badTransferEncoding),
        ("GET  / HTTP/1.1\r\n\(host)\r\n", .badTarget), ("GET / x HTTP/1.1\r\n\(host)\r\n", .badVersion),
        ("GET x HTTP/1.1\r\n\(host)\r\n", .badTarget), ("GET * HTTP/1.1\r\n\(host)\r\n", .badTarget),
        ("GET ftp://a/ HTTP/1.1\r\n\(host)\r\n", .badTarget), ("GET /\r\n\(host)\r\n", .badTarget),
        ("GET / HTTP/1.2\r\n\(host)\r\n", .badVersion), ("GET / http/1.1\r\n\(host)\r\n", .badVersion),
        ("GET / HTTP/2.0\r\n\(host)\r\n", .badVersion), ("GET / HTTP/1.1 \r\n\(host)\r\n", .badVersion),
        ("G(T / HTTP/1.1\r\n\(host)\r\n", .badMethod), (" GET / HTTP/1.1\r\n\(host)\r\n", .badMethod),
        ("CONNECT a:1 HTTP/1.1\r\n\(host)\r\n", .connectMethod), ("GET /\u{7f} HTTP/1.1\r\n\(host)\r\n", .badTarget),
        ("GET /\(String(repeating: "a", count: 8192)) HTTP/1.1\r\n\(host)\r\n", .lineTooLong),
        ("GET / HTTP/1.1\r\n\(host)X: \(String(repeating: "a", count: 8192))\r\n\r\n", .lineTooLong),
        ("GET / HTTP/1.1\r\n\(host)\(String(repeating: "a", count: 1001)): b\r\n\r\n", .badHeaderName),
        ("GET / HTTP/1.1\r\n\(host)\(String(repeating: "a: b\r\n", count: 1000))\r\n", .tooManyHeaders),
        (
            "GET / HTTP/1.1\r\n\(host)\(String(repeating: "a: \(String(repeating: "b", count: 8000))\r\n", count: 9))\r\n",
            .headTooLong
        ),
    ])
    func `refuses what is not`(text: String, refusal: Refusal) {
        #expect(throws: refusal) { try Self.read(text) }
    }

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

    @Test(arguments: [
        "g\r\n", "\r\n", " 3\r\nabc\r\n", "3 \r\nabc\r\n", "3\nabc\r\n", "3\r\nabcd\r\n", "3\r\nabc\n", "-1\r\n",
        "0x3\r\nabc\r\n",
        "1234567890123456\r\n", "0\r\nbad trailer\r\n\r\n", "0\r\nX : y\r\n\r\n", "3;\u{1}\r\nabc\r\n",
        "1;\(String(repeating: "e", count: 5000))\r\n",
    ])
    func `refuses chunks that are malformed`(text: String) {
        var decoder = ChunkDecoder()
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        #expect(decoder.decode(bytes, 0..<bytes.count, into: &out, chunked: true, limit: 1 << 20).outcome == .bad)
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
