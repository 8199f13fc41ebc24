import Linux
import Model
import Synchronization

/// Hears what a command prints whose end nobody may hold up by going away: a bounded number of lines, for a log and for whoever waits.
final class FarewellClient: Client {
    private struct State {
        var lines = 0
        /// Whoever waits still takes lines.
        var isHeard = true
    }

    private let client: any Client
    private let linesMax: Int
    private let log: @Sendable (String) -> Void
    private let state = Mutex(State())

    init(_ client: any Client, linesMax: Int, log: @escaping @Sendable (String) -> Void) {
        self.client = client
        self.linesMax = linesMax
        self.log = log
    }

    /// Of the platform itself.
    func say(_ text: String) {
        log(text)
        state.withLock { state in
            if state.isHeard { state.isHeard = client.tell(text) }
        }
    }

    /// What of it nobody has heard, in words; empty: nothing.
    var leftOut: String {
        let more = state.withLock { $0.lines } - linesMax
        return more > 0 ? ", and \(more) lines more than are shown" : ""
    }

    func tell(_ text: String) -> Bool {
        if state.withLock({ state in
            state.lines += 1
            return state.lines <= linesMax
        }) {
            say("  \(text)")
        }
        return true
    }

    func line(_ text: String) { _ = tell(text) }
    func log(_ lines: [String]) { for line in lines { _ = tell(line) } }
    func bytes(_ count: Int64, _ write: (Int32) throws -> Void) {}

    var hasHungUp: Bool { false }
    var descriptor: Int32 { -1 }
}
