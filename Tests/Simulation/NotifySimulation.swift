import Model
import Testing

@Suite("Messages, whatever dies and whatever the clock says") struct NotifySimulation {
    private static let seeds: ClosedRange<UInt64> = 1...50

    @Test func `are one when something begins and one when it is over, none lost, and twice at a kill at most`() throws {
        let apps = [try #require(AppName("shop")), try #require(AppName("blog"))]
        var (restarts, twice, told) = (0, 0, 0)
        for seed in Self.seeds {
            var world = NotifyWorld(seed: seed, apps: apps)
            world.run(steps: 150)
            #expect(world.broken.isEmpty, "seed \(seed): \(world.broken)")
            // What goes on is said in the end, however often it came back before; and that it is over.
            world.rest(hours: 9, isWrong: true)
            #expect(world.open == world.all, "seed \(seed): \(world.all.subtracting(world.open)) goes on, and nobody was told")
            world.rest(hours: 3, isWrong: false)
            #expect(world.open.isEmpty && world.waiting.isEmpty && world.broken.isEmpty, "seed \(seed): \(world.open) \(world.broken)")
            restarts += world.restarts
            twice += world.kills.values.reduce(0, +)
            told += world.received.count
        }
        // What never happens shows nothing.
        #expect(restarts > 300 && twice > 50 && told > 500, "\(restarts) \(twice) \(told)")
    }
}
