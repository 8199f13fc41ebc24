import CLinux
import Glibc
import Linux
import Synchronization

/// Messages from thread to thread; an eventfd wakes the receiver, who may be waiting in epoll or poll.
final class Mailbox<Message: Sendable>: Sendable {
    let eventDescriptor: Int32
    private let messages = Mutex<[Message]>([])

    init() throws(SystemError) {
        eventDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard eventDescriptor >= 0 else { throw SystemError("make", "an eventfd") }
    }

    deinit { close(eventDescriptor) }

    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        let wakes = eventfd_write(eventDescriptor, 1) == 0 || errno == EAGAIN
        precondition(wakes, "a mailbox without its descriptor, whose receiver would never know")
    }

    /// Until there is a message.
    func wait() {
        var item = pollfd(fd: eventDescriptor, events: Int16(POLLIN), revents: 0)
        while poll(&item, 1, -1) < 0 && errno == EINTR {}
    }

    /// As many as are said, or more, in order.
    func take(_ count: Int) -> [Message] {
        var all: [Message] = []
        while all.count < count {
            wait()
            all += take()
        }
        return all
    }

    /// Everything that has come, in order.
    func take() -> [Message] {
        var count: eventfd_t = 0
        _ = eventfd_read(eventDescriptor, &count)
        return messages.withLock { all in
            defer { all = [] }
            return all
        }
    }
}
