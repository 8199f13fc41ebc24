import Model
import Planning
import Testing

@Suite("Kinds of dynos") struct SlotKindTests {
    private func slot(_ kind: SlotKind, _ deploy: Int64 = 1, _ type: String, _ index: Int = 1) throws -> DynoSlot {
        DynoSlot(app: try #require(AppName("shop")), deploy: deploy, kind: kind, type: type, index: index)
    }

    private func plan(
        web deploy: Int64? = 1,
        services: [DynoSlot] = [],
        _ dynos: [ObservedDyno],
        _ histories: [DynoSlot: RestartPolicy.History] = [:]
    ) throws -> FleetPlan {
        let app = try #require(AppName("shop"))
        let current = deploy.map { WantedFormation(app: app, deploy: $0, processes: ["web"], formation: [:]) }
        let wanted = WantedApp(app: app, current: current, candidates: [], services: services)
        return FleetPlan.make(wanted: [wanted], observed: dynos, histories: histories, now: 100)
    }

    private func web(_ deploy: Int64) throws -> ObservedDyno {
        ObservedDyno(id: "web\(deploy)", slot: try slot(.formation, deploy, "web"), phase: .up)
    }

    @Test(arguments: [ObservedDyno.Phase.starting, .up])
    func `a one-off dyno is in no formation and stays, whatever is released meanwhile`(_ phase: ObservedDyno.Phase) throws {
        let oneOff = ObservedDyno(id: "run", slot: try slot(.oneOff, 1, "run", 4217), phase: phase)
        #expect(try plan(web: 2, [web(2), oneOff]).actions == [])
        #expect(try plan(web: nil, [oneOff]).actions == [])
        // A dyno of the same release that is in the formation's place goes.
        #expect(try plan(web: 2, [web(1), web(2), oneOff]).actions == [.retire("web1")])
    }

    @Test func `one of an app that had this name before goes, as soon as there is another of it`() throws {
        let app = try #require(AppName("shop"))
        let oneOff = ObservedDyno(id: "run", slot: try slot(.oneOff, 6, "run", 4217), phase: .up)
        func actions(from first: Int64) -> [FleetPlan.Action] {
            let wanted = WantedApp(app: app, current: nil, candidates: [], firstDeploy: first)
            return FleetPlan.make(wanted: [wanted], observed: [oneOff], histories: [:], now: 100).actions
        }
        #expect(actions(from: 7) == [.retire("run")] && actions(from: 6) == [])
    }

    @Test func `one that has ended is cleared away and not started again`() throws {
        let oneOff = ObservedDyno(id: "run", slot: try slot(.oneOff, 1, "run", 4217), phase: .ended)
        #expect(try plan([web(1), oneOff]).actions == [.clear("run")])
    }

    @Test func `one that is called web takes no place of the formation's, and waits for no request when it goes`() throws {
        let oneOff = ObservedDyno(id: "run", slot: try slot(.oneOff, 1, "web"), phase: .up)
        #expect(try plan([oneOff]).actions == [.start(slot(.formation, 1, "web"))])
        let leaving = ObservedDyno(id: "run", slot: try slot(.oneOff, 1, "web"), phase: .draining)
        #expect(try plan([web(1), leaving]).actions == [.terminate("run")])
    }

    @Test func `a service stops before its successor starts`() throws {
        let (old, new) = (try slot(.service, 1, "postgres"), try slot(.service, 2, "postgres"))
        func actions(_ dynos: [ObservedDyno]) throws -> [FleetPlan.Action] { try plan(web: nil, services: [new], dynos).actions }
        #expect(try actions([]) == [.start(new)])
        #expect(try actions([.init(id: "a", slot: old, phase: .up)]) == [.retire("a")])
        #expect(try actions([.init(id: "a", slot: old, phase: .draining)]) == [.terminate("a")])
        #expect(try actions([.init(id: "a", slot: old, phase: .stopping)]) == [])
        // It has ended by itself: nothing is there any more that could write beside the new one.
        #expect(try actions([.init(id: "a", slot: old, phase: .ended)]) == [.start(new), .clear("a")])
        #expect(try actions([.init(id: "b", slot: new, phase: .starting)]) == [])
    }

    @Test func `a service that is there twice, or wanted no more, goes`() throws {
        let wanted = try slot(.service, 1, "postgres")
        let twice = [ObservedDyno(id: "a", slot: wanted, phase: .starting), ObservedDyno(id: "b", slot: wanted, phase: .up)]
        #expect(try plan(web: nil, services: [wanted], twice).actions == [.retire("a")])
        #expect(try plan(web: nil, services: [], [ObservedDyno(id: "b", slot: wanted, phase: .up)]).actions == [.retire("b")])
    }

    @Test func `a service that crashed is started again after its pause`() throws {
        let wanted = try slot(.service, 1, "postgres")
        var history = RestartPolicy.History()
        history.notBefore = 150
        let early = try plan(web: nil, services: [wanted], [.init(id: "a", slot: wanted, phase: .ended)], [wanted: history])
        #expect(early.actions == [.clear("a")] && early.wakeAt == 150)
    }

    @Test func `where an app is gone, dynos of every kind go`() throws {
        let dynos = try SlotKind.allCases.map { ObservedDyno(id: $0.rawValue, slot: try slot($0, 1, "x"), phase: .up) }
        let plan = FleetPlan.make(wanted: [], observed: dynos, histories: [:], now: 0)
        #expect(Set(plan.actions) == Set(SlotKind.allCases.map { .retire($0.rawValue) }))
    }
}
