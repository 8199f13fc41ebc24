import CLinux
import Glibc
import Linux

/// Whether the pusher has gone: the hook that started us holds the other end of our standard input, and never writes.
enum Cancellation {
    static var isRequested: Bool { renga_poll_hangup(STDIN_FILENO, 0) > 0 }

    /// Ends this process when the pusher goes while it waits for somebody else, who notices that in turn.
    static func endProcessOnRequest(_ finish: @escaping @Sendable () -> Void) throws {
        // Never joined: it ends with the process.
        try BackgroundThread.detached("cancellation") {
            while renga_poll_hangup(STDIN_FILENO, 1_000) == 0 {}
            finish()
            _exit(31)
        }
    }
}
