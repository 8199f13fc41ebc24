import Model

/// Who of the current release's dynos is replaced: those of an older restart, or of another size (`DynoVintage`). Each gets its
/// successor beside it, and goes when that is up, not before. A few at a time: what replaces them needs memory as well, and what does
/// not come up keeps the others as they are.
struct RollingRestart {
    /// Of a type so many at once, one at least.
    private static let partAtOnce = 4

    /// Dynos that go: those that have a successor, and those beyond the first of a slot, since a runner that is killed forgets
    /// which it had begun to retire.
    private(set) var goes: Set<String> = []
    /// Slots that get a successor to the dyno that they have.
    private(set) var starts: [DynoSlot] = []

    init(_ formation: WantedFormation, _ dynos: [ObservedDyno]) {
        let bySlot = Dictionary(grouping: dynos.filter(\.isWanted), by: \.slot)
        var waiting: [DynoSlot] = []
        var busy: [String: Int] = [:]
        for slot in formation.slots {
            let here = bySlot[slot, default: []]
            let wanted = formation.orders.vintage(slot)
            let new = FleetPlan.best(here.filter { $0.vintage.fulfils(wanted) })
            // One that is not up serves nobody, and is not waited for.
            let old = new?.phase == .up ? nil : FleetPlan.best(here.filter { !$0.vintage.fulfils(wanted) && $0.phase == .up })
            goes.formUnion(here.map(\.id).filter { $0 != new?.id && $0 != old?.id })
            guard old != nil else { continue }
            if new == nil { waiting.append(slot) } else { busy[slot.type, default: 0] += 1 }
        }
        for slot in waiting {
            guard busy[slot.type, default: 0] < max((formation.quantities[slot.type] ?? 1) / Self.partAtOnce, 1) else { continue }
            busy[slot.type, default: 0] += 1
            starts.append(slot)
        }
    }
}
