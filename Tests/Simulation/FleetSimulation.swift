import Model
import Planning
import Testing

@Suite("The fleet, whatever happens in whatever order") struct FleetSimulation {
    private static let steps = 4000

    @Test(arguments: UInt64(1)...24) func `keeps its promises`(_ seed: UInt64) throws {
        var world = World(app: try #require(AppName("shop")), seed: seed)
        for step in 0..<Self.steps {
            world.happen()
            let before = world.routes
            let couldServe = serves(world)
            _ = world.reconcile()
            let after = world.routes
            check(after, world, "seed \(seed), step \(step)")
            if couldServe, !before.backends.isEmpty, world.wanted.wantsWeb {
                #expect(!after.backends.isEmpty, "the plan took the last dyno away: seed \(seed), step \(step)")
            }
        }
        try comeToRest(&world, seed)
    }

    private func serves(_ world: World) -> Bool { world.dynos.values.contains { $0.phase == .up && $0.spec.slot.isWeb } }

    private func check(_ routes: RouteTable.App, _ world: World, _ name: String) {
        for backend in routes.backends {
            let dyno = world.dynos[backend.id]
            #expect(dyno?.phase == .up && dyno?.spec.slot.isWeb == true, "a route to no dyno that is up: \(name)")
        }
        let deploys = Set(routes.backends.compactMap { world.dynos[$0.id]?.spec.slot.deploy })
        #expect(deploys.count <= 1, "two versions answer: \(name)")
        #expect(deploys.allSatisfy { $0 <= world.current ?? 0 }, "a candidate answers: \(name)")
        let up = world.dynos.values.contains { $0.phase == .up && $0.spec.slot.isWeb && $0.spec.slot.deploy == world.current }
        if up, world.wanted.wantsWeb {
            #expect(deploys == [world.current], "the release has dynos that are up, and they do not answer: \(name)")
        }
        let slots = world.dynos.values.filter(world.isWanted).map(\.spec.slot)
        #expect(Set(slots).count == slots.count, "two dynos in one slot: \(name)")
    }

    /// Nothing happens any more but what was begun: what runs is then what is wanted.
    private func comeToRest(_ world: inout World, _ seed: UInt64) throws {
        world.candidates = []
        for _ in 0..<50 {
            world.now += 10_000
            for id in world.dynos.keys.sorted() {
                switch world.dynos[id]?.phase {
                case .starting: world.dynos[id]?.phase = .up
                case .draining: world.dynos[id]?.phase = .stopping
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
