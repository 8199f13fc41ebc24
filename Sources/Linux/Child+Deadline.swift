import CLinux
import Glibc

extension Child {
    /// Waits for its end, and no longer than that: then its process group is killed.
    ///
    /// - Parameters:
    ///   - deadline: monotonic milliseconds. The child leads a process group or a session of its own.
    ///   - isCancelled: asked a few times a second; true ends the child as well.
    /// - Returns: nil where it had to be killed.
    package func wait(until deadline: Int64, isCancelled: () -> Bool = { false }) throws(SystemError) -> ExitStatus? {
        let number = renga_pidfd_open(pid)
        guard number >= 0 else { throw SystemError("watch", "process \(pid)") }
        let handle = Descriptor(owning: number)
        while true {
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0, !isCancelled() else { break }
            var item = pollfd(fd: handle.number, events: Int16(POLLIN), revents: 0)
            if Glibc.poll(&item, 1, Int32(min(left, 250))) > 0 { return wait() }
        }
        killGroup(SIGKILL)
        _ = wait()
        return nil
    }
}
