/// What dynos of a version that does not serve yet have said: it comes into the app's log when they serve, and never where
/// they do not. Bounded; the newest lines stay.
package struct HeldLines: Hashable, Sendable {
    package static let linesMax = 1_000
    package static let bytesMax = 256 << 10

    private var lines: [String] = []
    private var bytes = 0
    private var dropped = 0

    package init() {}

    package mutating func add(_ new: [String]) {
        lines += new
        bytes += new.reduce(0) { $0 + $1.utf8.count }
        guard lines.count > Self.linesMax || bytes > Self.bytesMax else { return }
        var first = 0
        while first < lines.count, lines.count - first > Self.linesMax || bytes > Self.bytesMax {
            bytes -= lines[first].utf8.count
            first += 1
        }
        lines.removeFirst(first)
        dropped += first
    }

    /// - Parameter notice: the line that says how many are missing.
    package func all(notice: (Int) -> String) -> [String] { (dropped > 0 ? [notice(dropped)] : []) + lines }
}
