import Glibc
import Linux

/// The runner's own words, for the service manager's log.
enum Diagnostics {
    static func say(_ text: String) {
        // Where standard error is gone there is nobody to tell.
        try? writeAll(Array("renga-runner: \(text)\n".utf8), to: 2)
    }
}

/// Runs blocking work in a thread of its own: there are few at a time, and none of them may hold up another. Where the
/// machine has no room for another thread, the caller waits until there is some: what is to be done is not lost.
func inBackground(_ name: String, _ body: @escaping @Sendable () -> Void) {
    while true {
        do {
            return try BackgroundThread.detached(name, stack: 512 << 10, body)
        } catch {
            Diagnostics.say("\(error)")
            _ = poll(nil, 0, 1000)
        }
    }
}
