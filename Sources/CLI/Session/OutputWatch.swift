import Glibc
import Linux

/// Ends the process when the reader of a descriptor has gone, even while nothing is written to it.
enum OutputWatch {
    static func start(_ number: Int32) throws {
        try BackgroundThread.detached("output-watch") {
            // No event is asked for: a reader's half-closed socket is a client without input, not one that has gone.
            var item = pollfd(fd: number, events: 0, revents: 0)
            while poll(&item, 1, -1) < 0, errno == EINTR {}
            _exit(CLIProgram.outputClosedStatus)
        }
    }
}
