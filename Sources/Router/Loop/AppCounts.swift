import Wire

/// What one loop has counted for one app. It outlives the tables that the app is in.
final class AppCounts {
    // SAFETY: used by its loop's thread alone, each for one statement.
    @exclusivity(unchecked) var counts = RequestCounts()
}

/// What one loop has to say of itself.
struct LoopReport: Sendable {
    var handshakes: UInt64 = 0
    var apps: [RouterReport.App] = []
}
