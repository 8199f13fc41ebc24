import Model

/// What an app's log says of a deploy, in Heroku's words: decided from the ledger alone, so that no line depends on anybody
/// who was there when it happened.
package struct DeployNews: Hashable, Sendable {
    /// What was said already: nothing, that it has begun, everything.
    package enum Stage: Int, Hashable, Sendable { case silent = 0, begun = 1, told = 2 }

    package let kind: DeployKind
    package let state: DeployState
    package let description: String
    package let actor: String
    package let reason: String?
    /// Of the release that it became.
    package let version: Int?
    /// Of the release that is current.
    package let serving: Int?

    package init(
        kind: DeployKind,
        state: DeployState,
        description: String,
        actor: String,
        reason: String?,
        version: Int?,
        serving: Int?
    ) {
        self.kind = kind
        self.state = state
        self.description = description
        self.actor = actor
        self.reason = reason
        self.version = version
        self.serving = serving
    }

    /// The lines that are still to be said, and what has been said then. `begun`: when it was begun and when it ended, each
    /// with its own time.
    package func lines(after stage: Stage) -> (begun: String?, ended: [String], stage: Stage) {
        let begun = stage == .silent && kind == .push ? "Build started by user \(actor)" : nil
        switch state {
        case .building, .booting, .prepared: return (begun, [], kind == .push ? .begun : stage)
        case .committed:
            guard kind != .initial, let version else { return (nil, [], .told) }
            return (begun, ["\(description) by user \(actor)", "Release v\(version) created by user \(actor)"], .told)
        case .failed:
            guard kind != .initial else { return (nil, [], .told) }
            let what = kind == .push ? "Build failed by user \(actor)" : "\(description) by user \(actor) failed"
            let goesOn = serving.map { "; v\($0) goes on serving" } ?? ""
            return (begun, ["\(what): \(Self.short(reason ?? "no reason was recorded"))\(goesOn)"], .told)
        }
    }

    private static let reasonMax = 300

    /// One line, whatever somebody's program has put into it.
    private static func short(_ reason: String) -> String {
        let line = String(reason.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? " " : $0 })
        return line.count > reasonMax ? line.prefix(reasonMax) + "…" : line
    }
}
