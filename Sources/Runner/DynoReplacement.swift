import Ledger
import Linux
import Model
import Operations
import Planning

/// Has a dyno that is up replaced by one that serves before it goes: a restart that the platform asks for.
struct DynoReplacement: Sendable {
    let platform: Platform
    let fleet: Fleet
    let logs: AppLogs

    /// - Parameter words: why, for the app's log; nothing where it is not replaced.
    func replace(_ spec: DynoSpec, saying words: String) {
        let wanted = fleet.read { state in state.wanted.first { $0.app == spec.slot.app }?.current }
        // Its successor is on its way already, or it goes anyway.
        guard let wanted, wanted.deploy == spec.slot.deploy, (spec.vintage ?? DynoVintage()).fulfils(wanted.orders.vintage(spec.slot))
        else { return }
        logs.system(spec, words)
        Diagnostics.attempt("have \(spec.id) replaced") {
            try platform.ledger.write { db in
                guard let app = try db.app(spec.slot.app) else { return }
                _ = try db.restart([spec.slot.name], of: app.id)
            }
            logs.system(spec, "Restarting")
        }
        fleet.wake()
    }
}
