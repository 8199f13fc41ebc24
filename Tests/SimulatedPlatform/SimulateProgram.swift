import Glibc

/// `make simulate`: one seed with all that happens in its world, or many with what they came to.
package enum SimulateProgram {
    private static let usage = "simulate --seed N | simulate --seeds COUNT"
    /// Between two lines about how far it is.
    private static let stride: UInt64 = 50_000

    package static func run(_ words: [String]) -> Int32 {
        guard words.count == 2, let number = UInt64(words[1]) else { return complain() }
        switch words[0] {
        case "--seed": return one(number)
        case "--seeds": return many(number)
        default: return complain()
        }
    }

    private static func complain() -> Int32 {
        print(usage)
        return 2
    }

    private static func one(_ seed: UInt64) -> Int32 {
        let world = World.run(seed: seed, isTraced: true)
        for line in world.trace { print(line) }
        print("seed \(seed): \(world.faults.isEmpty ? "every promise is kept" : world.faults.joined(separator: "; "))")
        return world.faults.isEmpty ? 0 : 1
    }

    private static func many(_ count: UInt64) -> Int32 {
        let clock = ContinuousClock()
        let start = clock.now
        var all = Simulation(seeds: [])
        for first in Swift.stride(from: 1, through: count, by: UInt64.Stride(stride)) {
            let part = Simulation(seeds: first...min(count, first + stride - 1))
            for failing in part.failing { print(failing.words) }
            all.add(part)
            print("\(min(count, first + stride - 1)) seeds, \(all.failing.count) of them broke a promise, \(clock.now - start)")
            // Whoever reads this through a pipe waits for it.
            fflush(nil)
        }
        print("\(all.sightings.effects) effects; met: \(all.sightings.page)")
        return all.failing.isEmpty ? 0 : 1
    }
}
