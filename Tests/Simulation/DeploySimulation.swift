import SimulatedPlatform
import Testing

/// `make simulate SEED=N` shows what happens in the world of one seed, `make simulate SEEDS=N` runs more of them.
@Suite("Deploys, whatever dies between whichever two effects") struct DeploySimulation {
    private static let seeds: UInt64 = 10_000
    private static let parts: UInt64 = 20

    @Test func `keep their promises`() async {
        let each = Self.seeds / Self.parts
        let all = await withTaskGroup(of: Simulation.self) { group in
            for part in 0..<Self.parts {
                group.addTask { Simulation(seeds: (part * each + 1)...((part + 1) * each)) }
            }
            return await group.reduce(into: Simulation(seeds: [])) { $0.add($1) }
        }
        for failing in all.failing { Issue.record("\(failing.words)") }
        // What never happens shows nothing.
        for sight in Sightings.Sight.allCases { #expect(all.sightings[sight] > 0, "\(sight) was never met in \(Self.seeds) seeds") }
    }

    @Test(arguments: Flaw.allCases) func `a planner that does it wrong is caught`(flaw: Flaw) {
        let words = flaw == .replacesNobody ? "it does not come to rest" : "outlives its "
        // Of two thousand worlds a dozen have a dyno that gets a successor of another restart or size.
        let seeds: UInt64 = flaw == .replacesNobody ? 2_000 : 100
        let faults = (1...seeds).flatMap { World.run(seed: $0, flaw: flaw).faults }
        #expect(faults.contains { $0.contains(words) }, "\(faults)")
    }

    @Test func `one seed is one world`() {
        for seed in UInt64(1)...20 {
            let (first, second) = (World.run(seed: seed, isTraced: true), World.run(seed: seed, isTraced: true))
            #expect(first.trace == second.trace && !first.trace.isEmpty && first.faults == second.faults)
        }
        #expect(World.run(seed: 1, isTraced: true).trace != World.run(seed: 2, isTraced: true).trace)
    }
}
