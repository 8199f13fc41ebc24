import Linux
import Testing

@testable import Router

@Suite("Many handshakes at once") struct HelloTests {
    private static let count = 40

    @Test func `hold up no request of those who are there, and none of them is left waiting`() throws {
        let turned = try TurnedLoop()
        let client = try Peer.connect(to: turned.port)
        let request = Array("GET / HTTP/1.1\r\nHost: nobody.test\r\n\r\n".utf8)
        try turned.send(request, from: [client])
        // The connection is taken, then the request is read.
        for _ in 0..<2 { turned.loop.turn() }
        #expect(client.takeResponse()?.status == 404)

        let strangers = try (0..<Self.count).map { _ in try Peer.connect(to: turned.securePort) }
        try turned.send(Self.hello, from: strangers)
        turned.loop.turn()
        #expect(turned.loop.connections.count == 1 + Self.count)
        try turned.send(request, from: [client])
        turned.loop.turn()
        #expect(turned.loop.connections.count >= Self.count - 2, "so many handshakes had their first step before the request")
        #expect(client.takeResponse()?.status == 404)

        var turns = 0
        while turned.loop.connections.count > 1, turns < Self.count {
            turned.loop.turn()
            turns += 1
        }
        #expect(turned.loop.connections.count == 1, "every turn begins at least one")
    }

    @Test func `have their time as well where the router ends meanwhile`() throws {
        let turned = try TurnedLoop()
        let waiting = try (0..<Self.count).map { _ in try Peer.connect(to: turned.securePort) }
        try turned.send(Self.hello, from: waiting)
        // They are taken, then one has its first step.
        for _ in 0..<2 { turned.loop.turn() }
        let late = try (0..<Self.count).map { _ in try Peer.connect(to: turned.securePort) }
        try turned.send(Self.hello, from: late)
        let before = turned.loop.connections.count
        turned.mailbox.post(.leave(Farewell(graceMilliseconds: 60_000, idleMilliseconds: 0)))
        turned.loop.takeMessages()
        #expect(turned.loop.connections.count == before + Self.count)
        // Until the time of those at rest is over: the clock is the kernel's.
        let then = Moment.monotonicMilliseconds()
        while Moment.monotonicMilliseconds() < then + 100 {}
        turned.loop.turn()
        #expect(turned.loop.connections.count >= before + Self.count - 3)
        var turns = 0
        while turned.loop.connections.count > 0, turns < 2 * Self.count {
            turned.loop.turn()
            turns += 1
        }
        #expect(turned.loop.connections.count == 0)
    }

    /// A record that says that it is a handshake, and is none: its connection is over with the first step.
    private static let hello: [UInt8] = [22, 3, 1, 0, 4, 9, 9, 9, 9]
}
