/// What a dyno is there for, which decides how it comes and goes (`Planning/FleetPlan`).
package enum SlotKind: String, Hashable, Sendable, Codable, Comparable, CaseIterable {
    /// One of an app's formation: as many as are wanted, always of the current release; the new start before the old stop.
    case formation
    /// Somebody asked for it once: it lives until it ends by itself, whatever is released meanwhile.
    case oneOff = "one-off"
    /// It has state of its own: of two versions there is never more than one, so that the old stops before the new starts.
    case service

    package static func < (left: SlotKind, right: SlotKind) -> Bool { left.rawValue < right.rawValue }
}
