/// Many worlds, each from its seed.
package struct Simulation: Sendable {
    /// A seed whose world broke a promise.
    package struct Failing: Sendable {
        package let seed: UInt64
        package let faults: [String]

        package var words: String {
            "seed \(seed): \(faults.joined(separator: "; ")); `make simulate SEED=\(seed)` shows how it came to that"
        }
    }

    package private(set) var failing: [Failing] = []
    package private(set) var sightings = Sightings()

    package init(seeds: some Sequence<UInt64>) {
        for seed in seeds {
            let world = World.run(seed: seed)
            sightings.add(world.sightings)
            if !world.faults.isEmpty { failing.append(Failing(seed: seed, faults: world.faults)) }
        }
    }

    package mutating func add(_ other: Simulation) {
        failing += other.failing
        sightings.add(other.sightings)
    }
}
