import Glibc

/// The thread that asks.
package enum CurrentThread {
    /// For work that nobody waits for: it takes the CPU that others leave.
    package static func yieldToOthers() {
        // On Linux this is the thread's own niceness, not the process's; where it is refused, the work is done all the same.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 15)
    }

    /// For so long it has had a processor since it began.
    package static func computedMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
