import Model

/// When an app is put to sleep. What is not known keeps it awake: to sleep too late costs some memory, and too early a visitor's
/// time. All times are monotonic milliseconds.
package enum AppSleep {
    /// The longest time between two looks at an app that cannot be put to sleep now.
    private static let lookMillisecondsMax: Int64 = 10_000

    /// When an app may be put to sleep, by what is known; before that there is no reason to look again.
    ///
    /// - Parameters:
    ///   - quietSince: since when nothing of its traffic is under way at any worker of the router; nil: nobody knows.
    ///   - dynos: those of its formation and of its candidates.
    package static func dueAt(_ app: WantedApp, _ settings: SleepSettings, quietSince: Int64?, dynos: [ObservedDyno], now: Int64) -> Int64 {
        let after = Int64(settings.afterSeconds) * 1000
        let again = now + min(after, lookMillisecondsMax)
        // A deploy is on its way, or dynos are replaced.
        guard app.candidates.isEmpty, let current = app.current, !dynos.contains(where: { $0.phase == .starting }) else { return again }
        let up = dynos.filter { $0.slot.isWeb && $0.slot.deploy == current.deploy && $0.phase == .up }
        // One that crashes goes on being tried, and whoever looks after it wants to see that.
        guard let upSince = up.map(\.since).max(), let quietSince else { return again }
        return max(upSince, quietSince) + after
    }

    /// Dynos that have been put to sleep or woken between two readings of what is wanted: as many as the formation has.
    package static func changes(from before: [WantedApp], to after: [WantedApp]) -> (idled: [DynoSlot], woken: [DynoSlot]) {
        let known = Dictionary(before.map { ($0.app, $0.current?.idle ?? []) }, uniquingKeysWith: { first, _ in first })
        var changes: (idled: [DynoSlot], woken: [DynoSlot]) = ([], [])
        for app in after {
            guard let former = known[app.app] else { continue }
            let names = Set(former.map(\.name))
            let idle = app.current?.idle ?? []
            changes.idled += idle.filter { !names.contains($0.name) }
            let now = Set(idle.map(\.name))
            changes.woken += former.filter { !now.contains($0.name) }
        }
        return changes
    }
}
