import Glibc
import Model
import Testing
import Wire

@testable import Router

@Suite("Upgrades") struct TunnelTests {
    private static let ask =
        "GET /chat HTTP/1.1\r\nHost: myapp.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n"

    private static func echo() throws -> Backend {
        try Backend { peer, backend in
            guard let request = peer.takeHead() else { return }
            backend.note(request)
            guard request["upgrade"] != nil else {
                return peer.write("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n")
            }
            peer.write(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: y\r\n\r\n"
            )
            while let byte = peer.take(1) { peer.write(byte) }
        }
    }

    @Test func `passes bytes both ways after 101`() throws {
        let backend = try Self.echo()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write(Self.ask + "early")
        let answer = try #require(peer.takeHead())
        #expect(answer.status == 101)
        #expect(answer["upgrade"] == "websocket")
        #expect(answer["connection"] == "Upgrade")
        #expect(answer["sec-websocket-accept"] == "y")
        #expect(peer.take(5) == Array("early".utf8))
        for number in 0..<100 {
            peer.write([UInt8(number)])
            #expect(peer.take(1) == [UInt8(number)])
        }
        peer.shutWriting()
        #expect(peer.takeRest().isEmpty)
        #expect(backend.requests.first?["connection"] == "Upgrade")
        #expect(try router.log().contains { $0.contains("at=info") && $0.contains("status=101 bytes=105") })
    }

    @Test func `does not let a request become HTTP/2 past us`() throws {
        let backend = try Self.echo()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let answer = try router.get(
            headers: "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n"
        )
        #expect(answer.status == 426)
        #expect(backend.requests.first?["http2-settings"] == nil)
    }

    @Test func `closes tunnels to a removed dyno with a close frame after the grace`() throws {
        let backend = try Self.echo()
        defer { backend.stop() }
        let router = try TestRouter { $0.upgradeGraceMilliseconds = 150 }
        try router.serve([backend.target("old")])
        let peer = try router.client()
        peer.write(Self.ask)
        #expect(peer.takeHead()?.status == 101)
        // One whole text frame from the dyno.
        peer.write([0x81, 0x02, 0x68, 0x69])
        #expect(peer.take(4) == [0x81, 0x02, 0x68, 0x69])
        try router.serve([], phase: .noWeb)
        #expect(peer.takeRest() == [0x88, 0x02, 0x03, 0xE9])
        #expect(try router.nextEvent() == .drained(dyno: "old"))
    }

    @Test func `waits a moment for the end of a frame before it says that it goes away`() throws {
        let backend = try Backend { peer, backend in
            guard peer.takeHead() != nil else { return }
            peer.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
            peer.write([0x81, 0x02, 0x68])
            // The rest when the test says so, by a second connection.
            while backend.connections < 2 { sched_yield() }
            peer.write([0x69])
            _ = peer.takeRest()
        }
        defer { backend.stop() }
        let router = try TestRouter { $0.upgradeGraceMilliseconds = 1 }
        try router.serve([backend.target("old")])
        let peer = try router.client()
        peer.write(Self.ask)
        #expect(peer.takeHead()?.status == 101)
        #expect(peer.take(3) == [0x81, 0x02, 0x68])
        try router.serve([], phase: .noWeb)
        var item = pollfd(fd: peer.socket, events: Int16(POLLIN), revents: 0)
        #expect(poll(&item, 1, 100) == 0, "it ends in the middle of a frame")
        _ = try Peer.connect(to: backend.port)
        #expect(peer.takeRest() == [0x69, 0x88, 0x02, 0x03, 0xE9])
    }

    @Test func `knows when it is between two frames`() {
        var frames = WebSocketFrames()
        let long: [UInt8] = [0x82, 126, 0x01, 0x00] + Array(repeating: 7, count: 256)
        for (number, byte) in long.enumerated() {
            #expect(frames.isBetweenFrames == (number == 0))
            frames.pass([byte], 0..<1)
        }
        #expect(frames.isBetweenFrames)
    }
}
