import CLinux
import Glibc

extension Child {
    /// Waits for its end, and no longer than that: then its process group is killed.
    ///
    /// - Parameters:
    ///   - deadline: monotonic milliseconds. The child leads a process group or a session of its own.
    ///   - isCancelled: asked a few times a second; true ends the child as well.
    ///   - endsGroup: what it has started and left goes with it in any case, while its number is still its own.
    /// - Returns: nil where it had to be killed.
    package func wait(until deadline: Int64, isCancelled: () -> Bool = { false }, endsGroup: Bool = false) throws(SystemError)
        -> ExitStatus?
    {
        let number = renga_pidfd_open(pid)
        guard number >= 0 else { throw SystemError("watch", "process \(pid)") }
        let handle = Descriptor(owning: number)
        while true {
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0, !isCancelled() else { break }
            var item = pollfd(fd: handle.number, events: Int16(POLLIN), revents: 0)
            guard Glibc.poll(&item, 1, Int32(min(left, 250))) > 0 else { continue }
            if endsGroup { killGroup(SIGKILL) }
            return wait()
        }
        killGroup(SIGKILL)
        _ = wait()
        return nil
    }
}
