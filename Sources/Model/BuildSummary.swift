/// A build as `renga builds` shows it.
package struct BuildSummary: Hashable, Sendable, Codable {
    /// What has become of it.
    package enum Status: String, Hashable, Sendable, Codable {
        case building
        /// Its dynos boot beside those that serve.
        case launching
        /// All that can fail is done, and git moves the branch.
        case releasing
        case released
        case refused

        package init(_ state: DeployState) {
            self =
                switch state {
                case .building: .building
                case .booting: .launching
                case .prepared: .releasing
                case .committed: .released
                case .failed: .refused
                }
        }

        package var isOver: Bool { self == .released || self == .refused }
    }

    /// Counted for each app, from 1.
    package var number: Int64
    package var status: Status
    /// Of the release that it became.
    package var version: Int?
    package var commit: CommitID?
    /// Who pushed.
    package var actor: String
    package var createdAt: String
    /// Until its end, or until now.
    package var milliseconds: Int64
    /// Why it was refused.
    package var reason: String?
    /// Who has cancelled it.
    package var cancelledBy: String?
    /// Its log is there still.
    package var hasLog: Bool
    /// It waits for so many others to end before it begins; nil: for none.
    package var buildsBefore: Int?

    package init(
        number: Int64,
        status: Status,
        version: Int? = nil,
        commit: CommitID?,
        actor: String,
        createdAt: String,
        milliseconds: Int64,
        reason: String? = nil,
        cancelledBy: String? = nil,
        hasLog: Bool
    ) {
        self.number = number
        self.status = status
        self.version = version
        self.commit = commit
        self.actor = actor
        self.createdAt = createdAt
        self.milliseconds = milliseconds
        self.reason = reason
        self.cancelledBy = cancelledBy
        self.hasLog = hasLog
    }
}
