import CLinux
import Glibc

/// Signals as something to wait for beside other descriptors. Blocked when this is made, and that before the first
/// thread is, so that no thread takes them.
package struct SignalQueue: ~Copyable {
    private let descriptor: Descriptor

    package init(_ signals: [Int32]) throws(SystemError) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let number = signalfd(-1, &set, Int32(O_CLOEXEC | O_NONBLOCK))
        guard number >= 0 else { throw SystemError("make", "a signalfd") }
        descriptor = Descriptor(owning: number)
    }

    /// Readable when a signal has come.
    package var number: Int32 { descriptor.number }

    /// The next signal that has come; nil: none.
    package borrowing func take() -> Int32? {
        var info = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while true {
            let count = read(descriptor.number, &info, size)
            if count == size { return Int32(bitPattern: info.ssi_signo) }
            guard count < 0, errno == EINTR else { return nil }
        }
    }
}
