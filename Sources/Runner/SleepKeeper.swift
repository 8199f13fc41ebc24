import Ledger
import Linux
import Model
import Operations
import Planning

/// Puts apps to sleep that have no traffic, and wakes those that somebody waits for. Both are written into the ledger, and the
/// reconciler does the rest: whoever is killed in between, it is done by the next. When is decided by `AppSleep`.
final class SleepKeeper: Sendable {
    private let platform: Platform
    private let fleet: Fleet
    /// For how long apps have had no traffic, by their first names; nil: nobody knows.
    private let quiet: @Sendable () -> [String: Int64]?

    /// Between two looks, at least: workers are asked for all of their apps at once.
    private static let restMilliseconds: Int64 = 500
    private static let lookMillisecondsMax: Int64 = 60_000

    init(platform: Platform, fleet: Fleet, quiet: @escaping @Sendable () -> [String: Int64]?) {
        self.platform = platform
        self.fleet = fleet
        self.quiet = quiet
    }

    func start() {
        inBackground("sleep") { [self] in
            var quietSince: [AppName: Int64] = [:]
            while !fleet.read(\.stopping) {
                let round = fleet.read(\.sleepRequests)
                var due = Moment.monotonicMilliseconds() + Self.lookMillisecondsMax
                Diagnostics.attempt("look which apps may sleep") { due = min(due, try look(&quietSince)) }
                if fleet.rest(Self.restMilliseconds) { return }
                _ = fleet.wait(until: due, slice: Self.lookMillisecondsMax) { $0.sleepRequests > round || $0.stopping ? true : nil }
            }
        }
    }

    /// Workers are asked where somebody may sleep by what they said before, and not otherwise.
    /// - Returns: when to look again.
    private func look(_ quietSince: inout [AppName: Int64]) throws -> Int64 {
        let (apps, dynos) = fleet.read { state in (state.wanted.filter { $0.sleep?.isAsleep == false }, state.observed) }
        let formations = Dictionary(grouping: dynos.filter { $0.slot.kind == .formation }, by: \.slot.app)
        var now = Moment.monotonicMilliseconds()
        func dueAt(_ app: WantedApp, _ settings: SleepSettings, _ since: Int64?) -> Int64 {
            AppSleep.dueAt(app, settings, quietSince: since, dynos: formations[app.app] ?? [], now: now)
        }
        let names = Set(apps.map(\.app))
        quietSince = quietSince.filter { names.contains($0.key) }
        // Of one that nobody has asked about yet, as if it were quiet for ever.
        let mayBeDue = apps.contains { app in app.sleep.map { dueAt(app, $0.settings, quietSince[app.app] ?? 0) <= now } ?? false }
        if mayBeDue {
            let answer = quiet()
            now = Moment.monotonicMilliseconds()
            for app in apps { quietSince[app.app] = answer?[app.app.text].map { now - $0 } }
        }
        var next = Int64.max
        for app in apps {
            guard let settings = app.sleep?.settings, let current = app.current else { continue }
            let since = quietSince[app.app]
            let due = dueAt(app, settings, mayBeDue ? since : since ?? 0)
            guard mayBeDue, due <= now else {
                next = min(next, max(due, now))
                continue
            }
            try platform.ledger.write {
                try $0.putToSleep(app.app, deploy: current.deploy, settings, now: Moment.wallMicroseconds())
            }
            fleet.wake()
        }
        return next
    }

    /// Called by the reconciler before it looks at what is wanted. Those that could not be woken are tried again.
    func wakeAwaited() {
        let awaited = fleet.read(\.awaited)
        guard !awaited.isEmpty else { return }
        Diagnostics.attempt("wake \(awaited.map(\.text).sorted().joined(separator: ", "))") {
            try platform.ledger.write { db in for app in awaited { try db.wake(app) } }
            fleet.update { $0.awaited.subtract(awaited) }
        }
    }
}
