import Wire

/// What one loop has counted for one app. It outlives the tables that the app is in.
final class AppCounts {
    // SAFETY: used by its loop's thread alone, each for one statement.
    @exclusivity(unchecked) var counts = RequestCounts()
}
