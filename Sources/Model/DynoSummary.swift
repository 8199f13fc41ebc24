/// A dyno as `renga ps` shows it.
package struct DynoSummary: Hashable, Sendable, Codable {
    package var name: String
    package var type: String
    /// Heroku's word: `starting`, `up`, `crashed`, `down`, `idle`; and `stopping` for a dyno that finishes its last requests.
    package var state: String
    package var release: Int?
    package var command: String
    package var since: String
    package var candidate: Bool
    /// Of a dyno that crashed: how, such as `exited with status 1`, with which status, how often in a row and since when,
    /// and when it is started again.
    package var how: String?
    package var exitStatus: Int32?
    package var restarts: Int?
    package var crashingSince: String?
    package var nextStartAt: String?
    /// What it printed last before it crashed.
    package var lastLine: String?
    /// What it holds now, without copies of files, and what it may hold.
    package var memoryBytes: Int64?
    package var memoryLimitBytes: Int64?
    /// The most that it held since it was started, copies of files included.
    package var memoryPeakBytes: Int64?
    /// It is to be started when the processors have room.
    package var waitsForTurn: Bool?
    /// It runs a command of its own, once.
    package var isOneOff: Bool?

    package init(
        name: String,
        type: String,
        state: String,
        release: Int?,
        command: String,
        since: String,
        candidate: Bool
    ) {
        self.name = name
        self.type = type
        self.state = state
        self.release = release
        self.command = command
        self.since = since
        self.candidate = candidate
    }
}
