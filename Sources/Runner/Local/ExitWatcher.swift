import CLinux
import Foundation
import Glibc
import Linux
import Synchronization

/// Waits for the end of every dyno in one thread.
final class ExitWatcher: Sendable {
    private let epoll: Int32
    private let ids = Mutex<[Int32: String]>([:])

    init() throws(SystemError) {
        epoll = epoll_create1(Int32(O_CLOEXEC))
        guard epoll >= 0 else { throw SystemError("make", "an epoll") }
    }

    func add(_ id: String, _ descriptor: Int32) {
        ids.withLock { $0[descriptor] = id }
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLONESHOT.rawValue
        event.data.fd = descriptor
        if epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0 {
            Diagnostics.say("cannot watch \(id), it is looked at: \(SystemError("watch", id))")
            unwatched.withLock { _ = $0.insert(descriptor) }
        }
    }

    /// Those that the kernel does not watch for us, and how often they are looked at.
    private let unwatched = Mutex<Set<Int32>>([])
    private static let lookMilliseconds: Int32 = 2_000

    private func endedUnwatched() -> [Int32] {
        unwatched.withLock { unwatched in
            let over = unwatched.filter { descriptor in
                var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                return poll(&item, 1, 0) > 0
            }
            unwatched.subtract(over)
            return Array(over)
        }
    }

    func start(_ ended: @escaping @Sendable (String) -> Void) {
        let epoll = self.epoll
        inBackground("exits") { [self] in
            var events = [epoll_event](repeating: epoll_event(), count: 32)
            while true {
                let count = epoll_wait(epoll, &events, Int32(events.count), Self.lookMilliseconds)
                for descriptor in events.prefix(Int(max(count, 0))).map(\.data.fd) + endedUnwatched() {
                    let id = ids.withLock { $0.removeValue(forKey: descriptor) }
                    _ = epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
                    _ = close(descriptor)
                    if let id { inBackground("ended") { ended(id) } }
                }
            }
        }
    }
}
