import Model
import Planning
import Testing

@Suite("The fleet, whatever happens in whatever order") struct FleetSimulation {
    private static let steps = 2000

    @Test(arguments: UInt64(1)...24) func `keeps its promises`(_ seed: UInt64) throws {
        var world = World(app: try #require(AppName("shop")), seed: seed)
        for step in 0..<Self.steps {
            world.happen()
            let before = world.routes
            _ = world.reconcile()
            let after = world.routes
            var faults = faults(of: after, world) + world.faults
            if !before.backends.isEmpty, after.backends.isEmpty, world.wanted.wantsWeb { faults.append("the plan took the last dyno away") }
            try #require(faults.isEmpty, "\(faults), seed \(seed), step \(step)")
        }
        try comeToRest(&world, seed)
    }

    private func faults(of routes: RouteTable.App, _ world: World) -> [String] {
        var faults: [String] = []
        let dynos = routes.backends.map { world.dynos[$0.id] }
        if !dynos.allSatisfy({ $0?.phase == .up && $0?.spec.slot.isWeb == true }) { faults.append("a route to no dyno that is up") }
        let deploys = Set(dynos.compactMap { $0?.spec.slot.deploy })
        if deploys.count > 1 { faults.append("two versions answer") }
        if deploys.contains(where: { $0 > world.current ?? 0 }) { faults.append("a candidate answers") }
        let up = world.dynos.values.contains { $0.phase == .up && $0.spec.slot.isWeb && $0.spec.slot.deploy == world.current }
        if up, world.wanted.wantsWeb, deploys != [world.current] { faults.append("the release is up and does not answer") }
        let slots = world.dynos.values.filter(world.isWanted).map(\.spec.slot)
        if Set(slots).count != slots.count { faults.append("two dynos in one slot") }
        return faults
    }

    /// Nothing happens any more but what was begun: what runs is then what is wanted.
    private func comeToRest(_ world: inout World, _ seed: UInt64) throws {
        world.candidates = []
        for _ in 0..<50 {
            world.now += 10_000
            world.apply(isDiskFull: false)
            for id in world.dynos.keys.sorted() {
                switch world.dynos[id]?.phase {
                case .starting: world.dynos[id]?.phase = .up
                case .stopping: world.dynos[id] = nil
                default: break
                }
            }
            if world.reconcile() == 0, world.dynos.values.allSatisfy({ $0.phase == .up }) { break }
        }
        #expect(world.dynos.values.map(\.spec.slot).sorted() == world.wanted.current?.slots ?? [], "seed \(seed)")
        #expect(world.reconcile() == 0, "seed \(seed)")
    }
}
