import Model
import Planning
import Testing

@Suite("What the reconciler does") struct FleetPlanTests {
    private static func app() throws -> AppName { try #require(AppName("shop")) }

    private func formation(_ deploy: Int64, web: Int = 1, worker: Int = 0) throws -> WantedFormation {
        WantedFormation(
            app: try Self.app(),
            deploy: deploy,
            processes: ["web", "worker"],
            formation: ["web": web, "worker": worker]
        )
    }

    private func slot(_ deploy: Int64, _ type: String = "web", _ index: Int = 1) throws -> DynoSlot {
        DynoSlot(app: try Self.app(), deploy: deploy, type: type, index: index)
    }

    private func dyno(_ id: String, _ slot: DynoSlot, _ phase: ObservedDyno.Phase) -> ObservedDyno {
        ObservedDyno(id: id, slot: slot, phase: phase)
    }

    private func plan(
        _ current: WantedFormation?,
        former: [Int64] = [],
        candidates: [WantedFormation] = [],
        _ dynos: [ObservedDyno],
        _ histories: [DynoSlot: RestartPolicy.History] = [:],
        now: Int64 = 100
    ) throws -> FleetPlan {
        FleetPlan.make(
            wanted: [WantedApp(app: try Self.app(), current: current, former: former, candidates: candidates)],
            observed: dynos,
            histories: histories,
            now: now
        )
    }

    @Test func `what is missing is started, what runs is left alone`() throws {
        let up = dyno("a", try slot(1), .up)
        #expect(try plan(formation(1, web: 2, worker: 1), [up]).actions == [.start(slot(1, "web", 2)), .start(slot(1, "worker"))])
        #expect(try plan(formation(1), [up]).actions == [])
        #expect(try plan(nil, []).actions == [])
    }

    @Test(arguments: [ObservedDyno.Phase.draining, .stopping])
    func `a slot whose dyno leaves gets a new one`(_ phase: ObservedDyno.Phase) throws {
        #expect(try plan(formation(1), [dyno("a", slot(1), phase)]).actions == [.start(slot(1))])
    }

    @Test func `a dyno that ended is cleared away and started again when its pause is over`() throws {
        var history = RestartPolicy.History()
        history.notBefore = 150
        let ended = [dyno("a", try slot(1), .ended)]
        let early = try plan(formation(1), ended, [slot(1): history])
        #expect(early.actions == [.clear("a")] && early.wakeAt == 150)
        let late = try plan(formation(1), ended, [slot(1): history], now: 150)
        #expect(try late.actions == [.start(slot(1)), .clear("a")] && late.wakeAt == nil)
    }

    @Test func `a candidate is started once, beside the current release`() throws {
        let old = dyno("a", try slot(1), .up)
        #expect(try plan(formation(1), candidates: [formation(2)], [old]).actions == [.start(slot(2))])
        for phase in [ObservedDyno.Phase.starting, .up, .ended] {
            #expect(try plan(formation(1), candidates: [formation(2)], [old, dyno("b", slot(2), phase)]).actions == [])
        }
    }

    @Test func `a candidate that was given up goes, whatever it does`() throws {
        let old = dyno("a", try slot(1), .up)
        for (phase, action) in [(ObservedDyno.Phase.starting, FleetPlan.Action.retire("b")), (.up, .retire("b")), (.ended, .clear("b"))] {
            #expect(try plan(formation(1), [old, dyno("b", slot(2), phase)]).actions == [action])
        }
    }

    @Test func `the old release goes when the new one serves, and not before`() throws {
        let old = dyno("a", try slot(1), .up)
        #expect(try plan(formation(2), former: [1], [old, dyno("b", slot(2), .starting)]).actions == [])
        #expect(try plan(formation(2), former: [1], [old, dyno("b", slot(2), .up)]).actions == [.retire("a")])
    }

    @Test func `a deploy that was given up does not fill in, though it is older than the release`() throws {
        let dynos = [dyno("a", try slot(1), .up), dyno("b", try slot(2), .up), dyno("c", try slot(3), .starting)]
        #expect(try plan(formation(3), former: [1], dynos).actions == [.retire("b")])
    }

    @Test func `a release fills in for one that was begun before it`() throws {
        let dynos = [dyno("a", try slot(2), .starting), dyno("b", try slot(3), .up)]
        #expect(try plan(formation(2), former: [3], dynos).actions == [])
    }

    @Test func `a dyno that is scaled away stays as long as the others do not serve`() throws {
        let second = dyno("b", try slot(1, "web", 2), .up)
        #expect(try plan(formation(1), [dyno("a", slot(1), .up), second]).actions == [.retire("b")])
        #expect(try plan(formation(1), [dyno("a", slot(1), .starting), second]).actions == [])
        #expect(try plan(formation(1, web: 0), [second]).actions == [.retire("b")])
    }

    @Test func `of two dynos in one slot the one that is up stays`() throws {
        let dynos = [dyno("a", try slot(1), .starting), dyno("b", try slot(1), .up)]
        #expect(try plan(formation(1), dynos).actions == [.retire("a")])
    }

    @Test func `dynos of an app that is gone go`() throws {
        let plan = FleetPlan.make(
            wanted: [],
            observed: [dyno("a", try slot(1), .up), dyno("b", try slot(1, "web", 2), .ended)],
            histories: [:],
            now: 0
        )
        #expect(plan.actions == [.retire("a"), .clear("b")])
    }
}
