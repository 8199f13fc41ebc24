/// How long a preview lasts that nobody pushes to.
package enum PreviewAge {
    private static let microsecondsADay: Int64 = 86_400_000_000

    /// When it is destroyed; microseconds since 1970. nil: never.
    package static func end(pushedAt: Int64, days: Int) -> Int64? { days > 0 ? pushedAt + Int64(days) * microsecondsADay : nil }

    /// - Parameter pushedAt: nil: nothing of it was released, and it goes by its branch alone.
    package static func isOver(pushedAt: Int64?, days: Int, now: Int64) -> Bool {
        guard let pushedAt, let end = end(pushedAt: pushedAt, days: days) else { return false }
        return end <= now
    }
}
