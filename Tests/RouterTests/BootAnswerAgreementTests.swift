import Model
import Planning
import Testing

@testable import Router

/// What the boot probe takes for an answer, the router can pass on, and the other way round.
@Suite("Heads of dynos, read by the boot probe and by the router") struct BootAnswerAgreementTests {
    private static let settings = RouterSettings()

    private static let heads = [
        "HTTP/1.1 200 OK\r\n", "HTTP/1.0 404 Not Found\r\n", "http/1.1 200\r\n", "HTTP/1.1 200 \r\n", "HTTP/1.2 200 OK\r\n",
        "HTTP/2 200 OK\r\n",
        "HTTP/1.1 99 X\r\n", "HTTP/1.1 600 X\r\n", "HTTP/1.1 2000 X\r\n", "HTTP/1.1  200 OK\r\n", "HTTP/1.1 200\tOK\r\n",
        "HTTP/1.1 200 O\u{7}K\r\n",
        "HTTP/1.1 200 OK\n", "ICY 200 OK\r\n", "+OK redis-like\r\n", "HTTP/1.1 2x0 OK\r\n",
    ]
    private static let fields = [
        "", "A: b\r\n", "A:b\r\n", "A : b\r\n", ": b\r\n", "A\r\n", " A: b\r\n", "A: \u{0}\r\n", "A: ü\r\n", "A: b\n", "A: b\rc\r\n",
        "Content-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: -1\r\n", "Content-Length: \r\n", "content-length: 1234567890123456789\r\n", "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: Chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "Set-Cookie: \(String(repeating: "x", count: 8192))\r\n",
        "Set-Cookie: \(String(repeating: "x", count: 8193))\r\n", "\(String(repeating: "n", count: 1001)): x\r\n",
        String(repeating: "A: b\r\n", count: 1000), String(repeating: "A: b\r\n", count: 1001),
        "A: \(String(repeating: "x", count: 65_000))\r\n", "A: \(String(repeating: "x", count: 66_000))\r\n",
    ]

    private static func routerTakes(_ bytes: [UInt8]) -> Bool {
        var scan = HeadScan()
        let outcome = scan.look(
            at: bytes,
            0..<bytes.count,
            firstLineMax: settings.requestLineBytesMax,
            lineMax: settings.headBytesMax,
            headMax: settings.headBytesMax
        )
        guard case .complete(let count) = outcome else { return false }
        var head = ResponseHead(headersMax: settings.headersMax)
        do throws(Refusal) {
            try head.read(bytes, 0..<count)
            return true
        } catch {
            return false
        }
    }

    @Test(arguments: heads) func `are the same to both`(_ head: String) {
        for fields in Self.fields {
            let bytes = Array((head + fields + "\r\n").utf8)
            let isTaken = if case .status = BootAnswer.read(bytes, Self.settings) { true } else { false }
            #expect(isTaken == Self.routerTakes(bytes), "\(head)\(fields.prefix(60))")
        }
    }
}
