import CLinux
import Glibc
import Linux
import Testing

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

    private static func take(_ listener: Int32) throws -> Int32 {
        var item = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        guard poll(&item, 1, 20_000) == 1 else { throw TestFailure("nobody comes") }
        return accept(listener, nil, nil)
    }
}
