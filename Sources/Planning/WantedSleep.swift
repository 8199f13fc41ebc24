import Model

/// Whether an app may sleep, and whether it does.
package struct WantedSleep: Hashable, Sendable {
    package let settings: SleepSettings
    /// Since when it sleeps, in microseconds since 1970; nil: it is awake.
    package let since: Int64?

    package init(_ settings: SleepSettings, since: Int64?) {
        self.settings = settings
        self.since = since
    }

    package var isAsleep: Bool { since != nil }

    /// Whether dynos of a process type sleep now.
    func holds(_ type: String) -> Bool { isAsleep && (settings.wholeApp || type == "web") }
}
