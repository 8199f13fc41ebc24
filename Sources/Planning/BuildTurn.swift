/// Whose turn it is to build, where only so many builds may run at once: first come, first served. An app builds once at a time, so
/// that each has one place, however often it is pushed.
package enum BuildTurn {
    /// How many builds have to end before one may begin.
    /// - Parameter older: those that came before it and have not ended, running ones included.
    package static func before(older: Int, limit: Int) -> Int { max(0, older - max(limit, 1) + 1) }

    package static func words(before: Int) -> String {
        "Waiting for \(before == 1 ? "1 build" : "\(before) builds") before this one..."
    }
}
