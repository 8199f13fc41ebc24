/// `renga ps:sleep`: whether and when an app sleeps.
package struct SleepSummary: Hashable, Sendable, Codable {
    /// nil: it never sleeps.
    package var settings: SleepSettings?
    /// Since when it sleeps; nil: it is awake.
    package var idleSince: String?

    package init(settings: SleepSettings?, idleSince: String?) {
        self.settings = settings
        self.idleSince = idleSince
    }
}
