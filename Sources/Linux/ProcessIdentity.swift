import CLinux
import Glibc

/// One process for ever: its pid together with when it started, because pids come round again.
package struct ProcessIdentity: Hashable, Sendable, Codable {
    package let pid: Int32
    /// Clock ticks since the machine started (field 22 of `/proc/PID/stat`).
    package let startTime: UInt64

    package init(pid: Int32, startTime: UInt64) {
        self.pid = pid
        self.startTime = startTime
    }

    /// The process that has this pid now; nil where there is none, or where it has ended and waits to be reaped.
    package init?(running pid: Int32) {
        guard let fields = Self.fields(of: pid), fields.count > 19, let start = UInt64(fields[19]), fields[0] != "Z",
            fields[0] != "X"
        else { return nil }
        self.init(pid: pid, startTime: start)
    }

    /// nil where the process is not there; 0: nobody's child.
    package static func parent(of pid: Int32) -> Int32? {
        guard let fields = fields(of: pid), fields.count > 1 else { return nil }
        return Int32(fields[1])
    }

    /// nil where the process is not there.
    package static func owner(of pid: Int32) -> UInt32? { Files.status("/proc/\(pid)")?.st_uid }

    private static let descendantsMax = 64

    /// What a process has started that runs, and what that has; not more than 64.
    package static func descendants(of pid: Int32) -> [Int32] {
        var found: [Int32] = []
        var next = [pid]
        while let parent = next.popLast(), found.count < descendantsMax {
            // Each of its threads has children of its own; none has any any more where it has ended.
            let threads = (try? Files.list("/proc/\(parent)/task")) ?? []
            let children = threads.flatMap { thread in
                ((try? Files.text("/proc/\(parent)/task/\(thread)/children", limit: 1 << 16)) ?? "").split(separator: " ")
            }
            let numbers = children.compactMap { Int32($0) }.filter { !found.contains($0) }
            found += numbers
            next += numbers
        }
        return Array(found.prefix(descendantsMax))
    }

    /// Those of `/proc/PID/stat` from the third on, the state.
    private static func fields(of pid: Int32) -> [Substring]? {
        // The name in parentheses before them may hold spaces.
        guard pid > 0, let text = KernelFile.text("/proc/\(pid)/stat"), let paren = text.lastIndex(of: ")") else {
            return nil
        }
        return text[text.index(after: paren)...].split(separator: " ")
    }

    package var isRunning: Bool { ProcessIdentity(running: pid) == self }

    /// Readable when the process has ended; nil where it has ended already.
    package func open() throws(SystemError) -> Descriptor? {
        let number = renga_pidfd_open(pid)
        guard number >= 0 else {
            if errno == ESRCH { return nil }
            throw SystemError("open", "process \(pid)")
        }
        let descriptor = Descriptor(owning: number)
        // Asked after opening: from here on the descriptor can only mean the process that we looked at.
        guard isRunning else { return nil }
        return descriptor
    }

    /// Sends a signal to the process behind a descriptor of `open()`; false where it has ended.
    @discardableResult
    package static func signal(_ descriptor: Int32, _ signal: Int32) -> Bool {
        renga_pidfd_signal(descriptor, signal) == 0
    }

    /// Changes with every start of the machine.
    package static func bootID() throws(SystemError) -> String {
        let text = try Files.text("/proc/sys/kernel/random/boot_id", limit: 64)
        return String(text.prefix { $0 != "\n" })
    }
}
