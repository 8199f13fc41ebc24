import CLinux
import Glibc
import Linux
import Testing

@testable import Router

@Suite("Listening sockets") struct ListenersTests {
    @Test func `a client is told of with its first bytes, and a silent one in the end`() throws {
        let listener = renga_tcp_listen("127.0.0.1", 0, 16)
        #expect(listener >= 0)
        defer { close(listener) }
        let port = UInt16(renga_local_port(listener))
        let began = Moment.monotonicMilliseconds()
        let client = try Peer.connect(to: port)
        let early = accept(listener, nil, nil)
        // Where the machine is so slow that the time of silence is over, it may be there.
        if Moment.monotonicMilliseconds() - began < 500 { #expect(early < 0 && errno == EAGAIN) }
        if early < 0 {
            client.write("G")
            close(try Self.take(listener))
        }
        let silent = try Peer.connect(to: port)
        let socket = try Self.take(listener)
        #expect(send(socket, "x", 1, 0) == 1)
        #expect(silent.take(1) == [UInt8(ascii: "x")])
        close(socket)
    }

    @Test func `a router that leaves is not connected to any more while it finishes what it has`() throws {
        let gate = try Gate()
        let backend = try Backend { peer, backend in
            guard let request = peer.takeHead() else { return }
            backend.note(request)
            gate.wait()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("1")])
        let busy = try router.client()
        busy.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        while backend.requests.isEmpty { sched_yield() }
        router.server.leave(.stopping(graceMilliseconds: 20_000))
        let deadline = Moment.monotonicMilliseconds() + 10_000
        while (try? Peer.connect(to: router.port)) != nil {
            guard Moment.monotonicMilliseconds() < deadline else { throw TestFailure("a socket listens on") }
            sched_yield()
        }
        gate.open()
        #expect(busy.takeResponse()?.status == 200)
    }

    private static func take(_ listener: Int32) throws -> Int32 {
        var item = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&item, 1, 20_000) == 1 else { throw TestFailure("nobody comes") }
        return accept(listener, nil, nil)
    }
}
