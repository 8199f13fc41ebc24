/// Says a thing that strangers can make happen at once, and then only now and then, with how often it was: a log in which
/// somebody can write a line for each of their connections is theirs to fill.
package struct Repetition: Hashable, Sendable {
    private let pauseMilliseconds: Int64
    private var saidAt: Int64?
    private var silent = 0

    package init(pauseMilliseconds: Int64 = 60_000) { self.pauseMilliseconds = pauseMilliseconds }

    /// What is to be said of something that has just happened; nil: nothing for now.
    ///
    /// - Parameter now: monotonic milliseconds.
    package mutating func words(_ text: String, now: Int64) -> String? {
        if let saidAt, now - saidAt < pauseMilliseconds {
            silent += 1
            return nil
        }
        let before = silent
        saidAt = now
        silent = 0
        return before == 0 ? text : "\(text) (and \(before) times like that since the last line)"
    }
}
