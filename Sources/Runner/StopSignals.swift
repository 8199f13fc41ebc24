import CLinux
import Glibc
import Linux

/// SIGTERM and SIGINT as something to wait for. Blocked before the first thread is made, so that no thread takes them.
struct StopSignals: ~Copyable {
    private let descriptor: Descriptor

    init() throws(SystemError) {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let number = signalfd(-1, &set, Int32(O_CLOEXEC))
        guard number >= 0 else { throw SystemError("make", "a signalfd") }
        descriptor = Descriptor(owning: number)
    }

    borrowing func wait() {
        var item = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        while poll(&item, 1, -1) < 0 && errno == EINTR {}
    }
}
