import Wire

/// What one loop has counted for one app. It outlives the tables that the app is in.
final class AppCounts {
    // SAFETY: used by its loop's thread alone, each for one statement.
    @exclusivity(unchecked) var counts = RequestCounts()
    /// When a request last began or ended that a dyno was to serve; monotonic milliseconds.
    @exclusivity(unchecked) var trafficAt: Int64 = .min
}
