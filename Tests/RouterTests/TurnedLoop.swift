import CLinux
import Glibc
import Linux
import Model
import TLS
import Testing

@testable import Router

/// A loop over sockets of the kernel, with HTTP and HTTPS, that a test turns by hand; and what is beside it.
final class TurnedLoop {
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
            control: try Mailbox<LoopNews>()
        )
        loop = Loop(number: 0, net: try KernelNetwork(), listeners: listeners, shared: shared, mailbox: mailbox)
        let directory = try TLSDirectory([], after: nil) { _ in nil }
        mailbox.post(.routes(try Routes(RouteTable(version: 1, apps: []), seed: 1, tls: directory), turn: 1))
        loop.takeMessages()
        try #require(loop.watchListeners())
    }

    /// Sends, and returns when the kernel has it at our end: the next turn finds it.
    func send(_ bytes: [UInt8], from peers: [Peer]) throws {
        for peer in peers {
            peer.write(bytes)
            let end = Moment.monotonicMilliseconds() + 60_000
            var unacknowledged: Int32 = 1
            while unacknowledged > 0 {
                try #require(ioctl(peer.socket, UInt(TIOCOUTQ), &unacknowledged) == 0 && Moment.monotonicMilliseconds() < end)
            }
        }
    }

    deinit {
        loop.connections.forEach { loop.closeConnection($0) }
        for listener in loop.listeners { close(listener.descriptor) }
        loop.net.shutdown()
    }
}
