import CLinux
import Glibc
import Linux
import Model
import Operations
import Wire

/// The client of one request at the other end of a socket, while it waits.
struct Conversation: Client {
    private static let patienceMilliseconds: Int32 = 5_000

    let descriptor: Int32

    func line(_ text: String) throws { try say(.line(text)) }
    func log(_ lines: [String]) throws { try say(.log(lines)) }

    func bytes(_ count: Int64, _ write: (Int32) throws -> Void) throws {
        try say(.bytes(count))
        try write(descriptor)
    }

    /// At once: who asks for what takes an input has it ready.
    func input() throws -> Descriptor {
        try say(.input)
        var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&item, 1, Self.patienceMilliseconds) > 0 else {
            throw Failure(.invalid, "nothing was handed over", hint: "the program is of an older version: run the command again")
        }
        return try UnixSocket.receiveDescriptor(from: descriptor)
    }

    func tell(_ text: String) -> Bool {
        var item = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&item, 1, Self.patienceMilliseconds) > 0, item.revents & Int16(POLLOUT) != 0 else { return false }
        // A client that has gone is noticed by its end of the socket.
        return (try? line(text)) != nil
    }

    var hasHungUp: Bool { renga_poll_hangup(descriptor, 0) != 0 }

    private func say(_ reply: ControlReply<Done>) throws { try writeAll(try MessageChannel.line(reply), to: descriptor) }
}
