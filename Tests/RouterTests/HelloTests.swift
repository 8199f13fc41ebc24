import CLinux
import Glibc
import Linux
import Model
import TLS
import Testing

@testable import Router

/// One loop, turned by hand, with sockets of the kernel.
@Suite("Many handshakes at once") struct HelloTests {
    private static let count = 40

    @Test func `hold up no request of those who are there, and none of them is left waiting`() throws {
        let turned = try TurnedLoop()
        let client = try Peer.connect(to: turned.port)
        let request = "GET / HTTP/1.1\r\nHost: nobody.test\r\n\r\n"
        client.write(request)
        // The connection is taken, then the request is read.
        for _ in 0..<2 { turned.loop.turn() }
        #expect(client.takeResponse()?.status == 404)

        let strangers = try (0..<Self.count).map { _ in try Peer.connect(to: turned.securePort) }
        for stranger in strangers { stranger.write(Self.hello) }
        turned.loop.turn()
        #expect(turned.loop.connections.count == 1 + Self.count)
        client.write(request)
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
        for stranger in waiting { stranger.write(Self.hello) }
        // They are taken, then one has its first step.
        for _ in 0..<2 { turned.loop.turn() }
        let late = try (0..<Self.count).map { _ in try Peer.connect(to: turned.securePort) }
        for stranger in late { stranger.write(Self.hello) }
        let before = turned.loop.connections.count
        turned.mailbox.post(.leave(Farewell(graceMilliseconds: 60_000, idleMilliseconds: 0)))
        turned.loop.takeMessages()
        #expect(turned.loop.connections.count == before + Self.count)
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

/// What is beside a loop while a test turns it.
private final class TurnedLoop {
    let loop: Loop<KernelNetwork>
    let mailbox: Mailbox<LoopMessage>
    let port: UInt16
    let securePort: UInt16
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
        let listeners = [Listener.Purpose.http, .https].map { purpose in
            let descriptor = renga_tcp_listen("127.0.0.1", 0, 64)
            return Listener(purpose: purpose, address: "127.0.0.1", port: UInt16(renga_local_port(descriptor)), descriptor: descriptor)
        }
        port = listeners[0].port
        securePort = listeners[1].port
        mailbox = try Mailbox<LoopMessage>()
        let shared = LoopShared(
            settings: RouterSettings(),
            port: port,
            securePort: securePort,
            log: try LogWriter(try AccessLog(path: scratch.path + "/log", bytesMax: .max)),
            control: try Mailbox<ControlMessage>()
        )
        let network = try KernelNetwork()
        loop = Loop(number: 0, net: network, listeners: listeners, shared: shared, mailbox: mailbox)
        let directory = try TLSDirectory([], after: nil) { _ in nil }
        mailbox.post(.routes(try Routes(RouteTable(version: 1, apps: []), seed: 1, tls: directory), turn: 1))
        loop.takeMessages()
        for (place, listener) in listeners.enumerated() {
            #expect(network.watch(listener.descriptor, token: Loop<KernelNetwork>.listenerToken - UInt64(place)))
        }
    }

    deinit {
        loop.connections.forEach { loop.closeConnection($0) }
        for listener in loop.listeners { close(listener.descriptor) }
        loop.net.shutdown()
    }
}
