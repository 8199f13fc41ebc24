import Glibc
import Linux
import Model
import Synchronization

@testable import Router

/// A dyno that can do all that `MixedLoad` asks for.
enum MixedBackend {
    static let upgrade = "GET /socket HTTP/1.1\r\nHost: myapp.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"

    static func make() throws -> Backend {
        let released = try Mailbox<Bool>()
        return try Backend { peer, _ in
            while let request = peer.takeRequest() {
                if request.start.contains("/socket") { return echo(peer) }
                if request.start.contains("/release") { released.post(true) }
                if request.start.contains("/held") || request.start.contains("/slow") {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
                    if request.start.contains("/held") { wait(for: released) } else { _ = poll(nil, 0, 150) }
                    peer.write("held")
                    continue
                }
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
                peer.write(request.body)
            }
        }
    }

    /// Lets the answer to `/held` end.
    static func release(_ backend: Backend) throws {
        let peer = try Peer.connect(to: backend.port)
        peer.write("GET /release HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        guard peer.takeResponse() != nil else { throw TestFailure("the dyno does not answer") }
    }

    private static func echo(_ peer: Peer) {
        peer.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        while let byte = peer.take(1) { peer.write(byte) }
    }

    /// Not for ever: a test that fails ends as well.
    private static func wait(for mailbox: Mailbox<Bool>) {
        var item = pollfd(fd: mailbox.eventDescriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&item, 1, 20_000)
    }
}

/// Clients of every kind at once, none of which forgives a failure: requests on kept connections and on new ones, uploads,
/// slow answers, pipelined ones and a WebSocket.
final class MixedLoad: Sendable {
    struct Report {
        var requests = 0
        var failures: [String] = []
    }

    private let port: UInt16
    private let isOver = Atomic<Bool>(false)
    private let report = Mutex(Report())
    /// Answers of each client.
    private let counts = Mutex([Int](repeating: 0, count: 7))

    init(port: UInt16) { self.port = port }

    func run(_ body: (MixedLoad) throws -> Void) throws -> Report {
        let clients: [@Sendable () -> Void] = [
            { self.keep(0, "GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n") },
            { self.keep(1, "GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n") },
            { self.keep(2, "GET / HTTP/1.1\r\nHost: myapp.test\r\nConnection: close\r\n\r\n") },
            { self.keep(3, "POST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 300000\r\n\r\n", body: 300_000) },
            { self.keep(4, "GET /slow HTTP/1.1\r\nHost: myapp.test\r\n\r\n") },
            { self.keep(5, "GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n", atOnce: 3) },
            { self.talk(6) },
        ]
        let threads = try clients.map { try BackgroundThread("client", $0) }
        defer { for thread in threads { thread.join() } }
        defer { isOver.store(true, ordering: .relaxed) }
        try pass()
        try body(self)
        try pass()
        return report.withLock { $0 }
    }

    /// Until every client has had two more answers, or one has failed.
    func pass() throws {
        let before = counts.withLock { $0 }
        let end = Moment.monotonicMilliseconds() + 60_000
        while zip(before, counts.withLock { $0 }).contains(where: { $1 < $0 + 2 }), report.withLock({ $0.failures.isEmpty }) {
            guard Moment.monotonicMilliseconds() < end else { throw TestFailure("a client waits for ever: \(counts.withLock { $0 })") }
            _ = poll(nil, 0, 1)
        }
    }

    private func count(_ client: Int) {
        counts.withLock { $0[client] += 1 }
        report.withLock { $0.requests += 1 }
    }

    private func failed(_ what: String) { report.withLock { $0.failures.append(what) } }

    /// Keeps a connection until an answer says that it was the last one.
    private func keep(_ client: Int, _ head: String, body: Int = 0, atOnce: Int = 1) {
        let request = Array(head.utf8) + [UInt8](repeating: 120, count: body)
        var kept: Peer?
        while !isOver.load(ordering: .relaxed) {
            guard let peer = kept ?? (try? Peer.connect(to: port)) else { return failed("client \(client) is refused") }
            kept = peer
            let sent = Array(repeatElement(request, count: atOnce).joined())
            peer.write(sent)
            for number in 1...atOnce {
                guard let answer = peer.takeResponse(), answer.status == 200, answer.isWhole, body == 0 || answer.body.count == body
                else { return failed("client \(client), answer \(number)") }
                count(client)
                guard answer["connection"] == "close" else { continue }
                kept = nil
                if number < atOnce { failed("client \(client): answer \(number) of \(atOnce) closes") }
                break
            }
        }
    }

    /// A WebSocket that is spoken through until a close frame comes, and then made anew.
    private func talk(_ client: Int) {
        while !isOver.load(ordering: .relaxed) {
            guard let peer = try? Peer.connect(to: port) else { return failed("the WebSocket is refused") }
            peer.write(MixedBackend.upgrade)
            guard peer.takeHead()?.status == 101 else { return failed("no WebSocket") }
            count(client)
            let frame: [UInt8] = [0x81, 0x02, 0x68, 0x69]
            while !isOver.load(ordering: .relaxed) {
                peer.write(frame)
                guard let answer = peer.take(4) else { return failed("the WebSocket ends without a close frame") }
                if answer == WebSocketFrames.goingAway { break }
                guard answer == frame else { return failed("the WebSocket says \(answer)") }
                count(client)
                _ = poll(nil, 0, 5)
            }
        }
    }
}
