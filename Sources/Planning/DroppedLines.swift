/// Lines that did not come into a log, until that is said in it.
package struct DroppedLines: Hashable, Sendable {
    package private(set) var count = 0
    /// Nobody saw them all: the number is worked out from their bytes.
    package private(set) var isEstimate = false
    /// When the first of them was printed.
    package private(set) var since = ""

    package init() {}

    package var isEmpty: Bool { count == 0 }

    package mutating func add(_ more: Int, since time: @autoclosure () -> String, isEstimate: Bool = false) {
        guard more > 0 else { return }
        if count == 0 { since = time() }
        count += more
        if isEstimate { self.isEstimate = true }
    }

    /// In Heroku's words; `reason` where it is not their number.
    package func words(_ reason: String = "") -> String {
        "Error L12 (output buffer overflow): \(isEstimate ? "about " : "")\(count) messages dropped since \(since)."
            + (reason.isEmpty ? "" : " \(reason)")
    }
}
