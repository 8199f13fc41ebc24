import Model

/// A dyno as the planner sees it. Times are monotonic milliseconds.
package struct ObservedDyno: Hashable, Sendable {
    package enum Phase: String, Hashable, Sendable {
        case starting, up
        /// Out of the route tables; finishes its last requests.
        case draining
        /// SIGTERM was sent.
        case stopping
        /// It ended by itself.
        case ended
    }

    package let id: String
    package let slot: DynoSlot
    package let phase: Phase
    /// When it came into its phase.
    package var since: Int64 = 0
    /// When its first instruction ran; nil: it is being made.
    package var launchedAt: Int64?
    /// It starts, and its time to answer is over.
    package var isSilent = false
    /// From when on no table that the router serves has named it; nil: one does, or may.
    package var leftAt: Int64?
    /// The table that the router has on disk names it: a worker that starts anew would send it requests.
    package var isOnDisk = false
    /// Its last request has ended.
    package var isDrained = false
    /// When SIGKILL was sent last.
    package var killedAt: Int64?
    package var vintage = DynoVintage()
    /// Of a one-off dyno.
    package var errand = Errand()

    package init(id: String, slot: DynoSlot, phase: Phase) {
        self.id = id
        self.slot = slot
        self.phase = phase
    }

    var isAlive: Bool { phase != .ended }
    var isWanted: Bool { phase == .starting || phase == .up }
}
