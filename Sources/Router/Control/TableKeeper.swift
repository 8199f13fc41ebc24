import Linux
import Model

/// Keeps the newest table on disk. It is served from memory first: where the disk does not take it, it is tried again until
/// it does, and whoever asks is told.
struct TableKeeper {
    private static let pauseMillisecondsMin: Int64 = 250
    private static let pauseMillisecondsMax: Int64 = 5_000

    private let path: String
    private var unsaved: RouteTable?
    private var pause = Self.pauseMillisecondsMin
    private var retryAt: Int64 = .max
    /// Why the newest table is not on disk; nil: it is.
    private(set) var complaint: String?

    init(path: String) { self.path = path }

    /// Monotonic milliseconds; nil: everything is on disk.
    var dueAt: Int64? { unsaved == nil ? nil : retryAt }

    mutating func take(_ table: RouteTable, now: Int64) {
        unsaved = table
        pause = Self.pauseMillisecondsMin
        save(now)
    }

    /// Tries again where that is due; true where the newest table has come to disk by it.
    mutating func retry(now: Int64) -> Bool {
        guard unsaved != nil, now >= retryAt else { return false }
        save(now)
        return unsaved == nil
    }

    private mutating func save(_ now: Int64) {
        guard let table = unsaved else { return }
        do {
            try TableFile.save(table, to: path)
            if complaint != nil { Diagnostics.say("the routes are on disk again") }
            unsaved = nil
            complaint = nil
        } catch {
            if complaint == nil {
                Diagnostics.say("the newest routes are served, but cannot be saved: \(error)\nhint: it is tried again until they are")
            }
            complaint = "\(error)"
            retryAt = now + pause
            pause = min(pause * 2, Self.pauseMillisecondsMax)
        }
    }
}
