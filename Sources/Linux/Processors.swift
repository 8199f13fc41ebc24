import Glibc

/// The processors of this machine.
package enum Processors {
    /// Those that are there; one at least.
    package static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Threads of the whole machine that run or would, at this moment, without the one that asks. nil: the kernel does not say.
    package static var running: Int? {
        // Asked again and again while a dyno boots: one time without an answer is no harm.
        guard let text = try? Files.text("/proc/loadavg", limit: 256) else { return nil }
        let words = text.split(separator: " ")
        guard words.count > 3, let number = Int(words[3].prefix { $0 != "/" }) else { return nil }
        return max(0, number - 1)
    }
}
