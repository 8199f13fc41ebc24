import Model

/// Somebody who is told of what goes wrong, and how that goes.
package struct NotifySummary: Codable, Hashable, Sendable {
    /// As it is removed.
    package let id: Int64
    /// nil: of the machine.
    package let app: AppName?
    /// Without what lets one in, for those who may not see it.
    package let target: String
    package let events: [NotifyEvent]
    package let createdAt: String
    package let deliveredAt: String?
    package let triedAt: String?
    /// Why messages are not delivered now, and since when.
    package let error: String?
    package let failingSince: String?
    /// Messages that wait, and those that were given up.
    package let waiting: Int
    package let lost: Int

    package init(
        id: Int64,
        app: AppName?,
        target: String,
        events: [NotifyEvent],
        createdAt: String,
        deliveredAt: String?,
        triedAt: String?,
        error: String?,
        failingSince: String?,
        waiting: Int,
        lost: Int
    ) {
        self.id = id
        self.app = app
        self.target = target
        self.events = events
        self.createdAt = createdAt
        self.deliveredAt = deliveredAt
        self.triedAt = triedAt
        self.error = error
        self.failingSince = failingSince
        self.waiting = waiting
        self.lost = lost
    }
}
