import Linux
import Model
import Testing

@testable import Router

/// Trailers over HTTP/2, as gRPC has them, in both directions.
@Suite("Trailers over HTTP/2") struct TrailerTests {
    private static let post = [(":method", "POST"), (":scheme", "http"), (":authority", "myapp.test"), (":path", "/")]

    /// A dyno that answers in chunks, with these lines after the last one.
    private func dyno(_ trailers: String, body: String = "3\r\nabc\r\n") throws -> Backend {
        try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Grpc-Status\r\n\r\n")
                peer.write(body + "0\r\n" + trailers + "\r\n")
            }
        }
    }

    @Test func `those of a request reach the dyno after its last chunk, but for what frames, routes or vouches`() throws {
        let backend = try dyno("")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.send(1, 4, 1, HTTP2Client.block(Self.post))
        client.send(0, 0, 1, Array("abc".utf8))
        let trailers = [
            ("x-sum", "6"), ("host", "b.test"), ("content-type", "a"), ("x-forwarded-host", "evil"), ("proxy", "evil"),
            ("authorization", "a"), ("grpc-status", "0"), ("x_forwarded_for", "6.6.6.6"), ("forwarded", "for=6.6.6.6"),
        ]
        client.send(1, 5, 1, HTTP2Client.block(trailers))
        #expect(client.takeData(of: 1) == Array("abc".utf8))
        let request = try #require(backend.requests.first)
        #expect(request.text == "abc" && request.isWhole)
        #expect(request.trailers == ["x-sum: 6", "grpc-status: 0"])
        client.request(3, "/again")
        #expect(client.takeData(of: 3) == Array("abc".utf8))
    }

    @Test func `a body of known length has no place for them, and is whole without`() throws {
        let backend = try dyno("")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.send(1, 4, 1, HTTP2Client.block(Self.post + [("content-length", "3")]))
        client.send(0, 0, 1, Array("abc".utf8))
        client.send(1, 5, 1, HTTP2Client.block([("x-sum", "6")]))
        #expect(client.takeData(of: 1) == Array("abc".utf8))
        let request = try #require(backend.requests.first)
        #expect(request.text == "abc" && request.isWhole && request.trailers.isEmpty)
    }

    @Test(arguments: [
        Array(repeating: ("x-a", String(repeating: "b", count: 100)), count: 90), [("x-a", "b\r\nx-smuggled: c")],
        [(":path", "/other")], [("content-length", "9")], [("X-Upper", "a")], [("x a", "b")],
    ])
    func `bad ones end their stream, and reach nobody`(trailers: [(String, String)]) throws {
        let backend = try dyno("")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.send(1, 4, 1, HTTP2Client.block(Self.post))
        client.send(0, 0, 1, Array("abc".utf8))
        client.send(1, 5, 1, HTTP2Client.block(trailers))
        #expect(client.isRefused(1))
        #expect(backend.requests.allSatisfy { !$0.isWhole && $0.trailers.isEmpty })
    }

    @Test(arguments: ["3\r\nabc\r\n", ""])
    func `those of an answer come after its body, and end the stream`(body: String) throws {
        let backend = try dyno("Grpc-Status: 0\r\nContent-Length: 5\r\nGrpc-Message:  fine \r\nConnection: close\r\n", body: body)
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        for stream in [UInt32(1), 3] {
            client.request(stream, "/")
            var data: [UInt8] = []
            var heads = 0
            var isLast = false
            var last: HTTP2Client.Frame?
            while !isLast, let frame = client.next() {
                guard frame.stream == stream else { continue }
                if frame.type == 0 { data += frame.payload }
                if frame.type == 1 { heads += 1 }
                isLast = frame.flags & 1 == 1
                last = frame
            }
            #expect(data == Array((body.isEmpty ? "" : "abc").utf8))
            #expect(heads == 2 && last?.type == 1)
        }
    }

    @Test func `curl reads them, large bodies before them included`() throws {
        let backend = try dyno(
            "Grpc-Status: 0\r\nX-Forwarded-For: 1\r\nX-Sum:  fine \r\n",
            body: String(repeating: "1000\r\n\(String(repeating: "x", count: 4096))\r\n", count: 300)
        )
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let outcome = try secure.curl(["--http2", "-D", "-", "-o", "/dev/null", "-w", "%{size_download} %{http_version}"])
        #expect(outcome.text.contains("grpc-status: 0\r\nx-sum: fine\r\n"), "\(outcome.text)")
        #expect(!outcome.text.lowercased().contains("x-forwarded-for"))
        #expect(outcome.text.hasSuffix("\(300 * 4096) 2"), "\(outcome.text)")
    }
}
