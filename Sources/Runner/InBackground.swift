import Glibc
import Linux

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
