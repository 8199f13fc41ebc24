import CLinux
import Glibc
import Linux

/// Where a thread waits until another one lets it go on.
final class Gate: Sendable {
    private let arrived: Int32
    private let opened: Int32

    init() throws {
        arrived = eventfd(0, Int32(EFD_CLOEXEC))
        opened = eventfd(0, Int32(EFD_CLOEXEC))
        guard arrived >= 0, opened >= 0 else { throw TestFailure("no eventfd: \(errno)") }
    }

    deinit {
        close(arrived)
        close(opened)
    }

    func wait() {
        eventfd_write(arrived, 1)
        take(opened)
    }

    func waitForWaiter() { take(arrived) }
    func open() { eventfd_write(opened, 1) }

    private func take(_ number: Int32) {
        var item = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        guard poll(&item, 1, 20_000) > 0 else { return }
        var count: eventfd_t = 0
        eventfd_read(number, &count)
    }
}
