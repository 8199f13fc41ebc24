import Model
import Planning
import Testing

@Suite("The way out of a dyno") struct DynoExitTests {
    private func decide(_ phase: ObservedDyno.Phase, type: String = "web", now: Int64, _ change: (inout ObservedDyno) -> Void = { _ in })
        throws
        -> DynoExit
    {
        var dyno = ObservedDyno(id: "a", slot: DynoSlot(app: try #require(AppName("shop")), deploy: 1, type: type, index: 1), phase: phase)
        change(&dyno)
        return DynoExit.decide(dyno, drain: nil, limits: .init(drainMilliseconds: 30_000, stopMilliseconds: 10_000), now: now)
    }

    @Test func `a dyno that the router serves is never stopped, however long that is`() throws {
        #expect(try decide(.draining, now: 1_000_000_000) == .wait(until: nil))
        // Nor is one whose last request has ended by the word of a worker, while another may serve it.
        #expect(try decide(.draining, now: 1_000_000_000) { $0.isDrained = true } == .wait(until: nil))
    }

    @Test func `its time begins when nobody serves it any more`() throws {
        #expect(try decide(.draining, now: 500_000) { $0.leftAt = 490_000 } == .wait(until: 520_000))
        #expect(try decide(.draining, now: 520_000) { $0.leftAt = 490_000 } == .terminate)
        #expect(
            try decide(.draining, now: 490_001) {
                $0.leftAt = 490_000; $0.isDrained = true
            } == .terminate
        )
    }

    @Test func `while the table on disk names it, it waits for a disk that takes another, but not for days`() throws {
        let served: (inout ObservedDyno) -> Void = {
            $0.leftAt = 1_000; $0.isDrained = true; $0.isOnDisk = true
        }
        #expect(try decide(.draining, now: 2_000, served) == .wait(until: 601_000))
        #expect(try decide(.draining, now: 601_000, served) == .terminate)
    }

    @Test func `a dyno without a port waits for nobody`() throws { #expect(try decide(.draining, type: "worker", now: 1) == .terminate) }

    @Test func `SIGKILL follows SIGTERM, and is sent again as long as the dyno is there`() throws {
        #expect(try decide(.stopping, now: 10_999) { $0.since = 1_000 } == .wait(until: 11_000))
        #expect(try decide(.stopping, now: 11_000) { $0.since = 1_000 } == .kill(.late))
        #expect(try decide(.stopping, now: 12_000) { $0.killedAt = 11_000 } == .wait(until: 16_000))
        #expect(try decide(.stopping, now: 16_000) { $0.killedAt = 11_000 } == .kill(.again))
        // One that did not come up in time, and whose killing failed.
        #expect(try decide(.starting, now: 16_000) { $0.killedAt = 11_000 } == .kill(.again))
        #expect(try decide(.ended, now: 16_000) { $0.killedAt = 11_000 } == .wait(until: nil))
    }

    @Test func `one that does not answer in its time is ended, and one that starts is left alone`() throws {
        #expect(try decide(.starting, now: 1) { $0.isSilent = true } == .kill(.silent))
        #expect(try decide(.starting, now: 1) == .wait(until: nil))
        #expect(
            try decide(.starting, now: 12_000) {
                $0.isSilent = true; $0.killedAt = 11_000
            } == .wait(until: 16_000)
        )
    }

    @Test func `one that was told to stop while it was made is ended as soon as it runs`() throws {
        #expect(try decide(.stopping, now: 2_000) { $0.since = 1_000 } == .wait(until: 11_000))
        #expect(
            try decide(.stopping, now: 2_000) {
                $0.since = 1_000; $0.launchedAt = 1_500
            } == .kill(.unheard)
        )
        #expect(
            try decide(.stopping, now: 2_000) {
                $0.since = 1_000; $0.launchedAt = 500
            } == .wait(until: 11_000)
        )
    }

    @Test func `dynos of an app that is gone go the same way`() throws {
        var dyno = ObservedDyno(
            id: "a",
            slot: DynoSlot(app: try #require(AppName("gone")), deploy: 1, type: "web", index: 1),
            phase: .draining
        )
        dyno.leftAt = 0
        let plan = FleetPlan.make(wanted: [], observed: [dyno], histories: [:], now: 40_000)
        #expect(plan.actions == [.terminate("a")])
    }
}
