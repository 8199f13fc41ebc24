import Linux
import Model
import Operations

/// Looks at a team's list of keys at intervals, never where somebody comes in.
final class KeySyncKeeper: Sendable {
    private let platform: Platform
    private let fleet: Fleet

    init(platform: Platform, fleet: Fleet) {
        self.platform = platform
        self.fleet = fleet
    }

    func start() {
        let settings = platform.configuration.keys
        guard settings.isSet, settings.minutes > 0 else { return }
        inBackground("keys") { [self] in
            while !fleet.read(\.stopping) {
                look()
                fleet.rest(Int64(settings.minutes) * 60_000)
            }
        }
    }

    private func look() {
        Diagnostics.attempt("bring the team's keys up to date") {
            let report = try KeySync(platform).run { fleet.read(\.stopping) }
            for key in report.added { Diagnostics.say("the key \(key.fingerprint) of \(key.owner) came from \(report.source)") }
            for key in report.removed { Diagnostics.say("the key \(key.fingerprint) of \(key.owner) is no more in \(report.source)") }
        }
    }
}
