import Model
import Planning

/// What a planner could do wrong: a world that has one breaks a promise, or its promises show nothing.
package enum Flaw: CaseIterable, Sendable {
    /// One-off dynos are never told to end.
    case endsNobody
    /// Those that do not hear are never ended.
    case killsNobody
    /// One-off dynos that are late leave the routes, and then stay.
    case terminatesNobody
    /// Dynos of an older restart or size have no successors.
    case replacesNobody

    func spoil(_ plan: inout FleetPlan, _ observed: [ObservedDyno]) {
        let oneOffs = Set(observed.filter { $0.slot.kind == .oneOff }.map(\.id))
        let alive = Set(observed.filter { $0.phase == .up }.map(\.slot))
        plan.actions.removeAll { action in
            switch (self, action) {
            case (.endsNobody, .retire(let id)), (.endsNobody, .hangUp(let id)), (.endsNobody, .kill(let id, _)),
                (.killsNobody, .kill(let id, _)), (.terminatesNobody, .terminate(let id)):
                oneOffs.contains(id)
            case (.replacesNobody, .start(let slot)): alive.contains(slot)
            default: false
            }
        }
    }
}
