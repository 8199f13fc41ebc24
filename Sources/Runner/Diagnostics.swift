import Foundation
import Linux

/// The runner's own words, for the service manager's log.
enum Diagnostics {
    static func say(_ text: String) {
        // Where standard error is gone there is nobody to tell.
        try? writeAll(Array("renga-runner: \(text)\n".utf8), to: 2)
    }
}

/// Runs blocking work in a thread of its own: there are few at a time, and none of them may hold up another.
func inBackground(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread(block: body)
    thread.name = name
    thread.stackSize = 512 << 10
    thread.start()
}
