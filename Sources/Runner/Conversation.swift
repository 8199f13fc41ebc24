import CLinux
import Linux
import Wire

/// The client of one request, while it waits.
struct Conversation: Sendable {
    let number: Int32

    func say(_ reply: ControlReply) throws {
        try writeAll(try MessageChannel.line(reply), to: number)
    }

    func line(_ text: String) throws { try say(.line(text)) }

    var hasHungUp: Bool { renga_poll_hangup(number, 0) != 0 }
}
