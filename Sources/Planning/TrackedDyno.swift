import Model

/// A dyno as whoever looks after it knows it: what of that the planner sees, and how it leaves the routes.
package protocol TrackedDyno {
    var spec: DynoSpec { get }
    var phase: ObservedDyno.Phase { get set }
    /// When it came into its phase.
    var changedAt: Int64 { get set }
    var launchedAt: Int64? { get }
    var isSilent: Bool { get }
    var killedAt: Int64? { get }
    var routes: DynoRoutes { get set }
    var errand: Errand { get }
}

extension TrackedDyno {
    package var errand: Errand { Errand() }

    /// - Parameter saved: the newest table that the router has on disk.
    package func observed(saved: UInt64) -> ObservedDyno {
        var seen = ObservedDyno(id: spec.id, slot: spec.slot, phase: phase)
        seen.since = changedAt
        seen.launchedAt = launchedAt
        seen.isSilent = isSilent
        seen.leftAt = routes.leftAt
        seen.isOnDisk = routes.isOnDisk(saved: saved)
        seen.isDrained = routes.isDrained
        seen.killedAt = killedAt
        if let vintage = spec.vintage { seen.vintage = vintage }
        seen.errand = errand
        return seen
    }

    /// To be called before it is judged: from here on its time counts, where nobody serves it any more.
    package mutating func look(applied: UInt64, now: Int64) {
        if phase == .draining { routes.look(applied: applied, now: now) }
    }

    /// Takes it out of service: it leaves the routes now, and is stopped once its last request has ended.
    /// - Returns: false where it goes already.
    @discardableResult
    package mutating func retire(now: Int64) -> Bool {
        guard phase == .up || phase == .starting else { return false }
        routes.retired()
        phase = .draining
        changedAt = now
        return true
    }
}
