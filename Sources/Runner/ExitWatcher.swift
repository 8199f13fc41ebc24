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
            Diagnostics.say("cannot watch \(id): \(SystemError("watch", id))")
        }
    }

    func start(_ ended: @escaping @Sendable (String) -> Void) {
        let epoll = self.epoll
        inBackground("exits") { [self] in
            var events = [epoll_event](repeating: epoll_event(), count: 32)
            while true {
                let count = epoll_wait(epoll, &events, Int32(events.count), -1)
                for event in events.prefix(Int(max(count, 0))) {
                    let descriptor = event.data.fd
                    let id = ids.withLock { $0.removeValue(forKey: descriptor) }
                    _ = epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
                    _ = close(descriptor)
                    if let id { inBackground("ended") { ended(id) } }
                }
            }
        }
    }
}
