import Model
import Planning
import Testing

@Suite("Where an app's requests go") struct RoutePlanTests {
    private func formation(_ deploy: Int64, web: Int = 1) throws -> WantedFormation {
        WantedFormation(app: try #require(AppName("shop")), deploy: deploy, processes: ["web"], formation: ["web": web])
    }

    private func dyno(_ deploy: Int64, _ phase: ObservedDyno.Phase, type: String = "web", index: Int = 1) throws -> RoutePlan.Candidate {
        let slot = DynoSlot(app: try #require(AppName("shop")), deploy: deploy, type: type, index: index)
        let spec = DynoSpec(
            id: "\(deploy).\(type).\(index)",
            slot: slot,
            port: 5000,
            command: "run",
            healthcheck: nil,
            startedAt: 0
        )
        return RoutePlan.Candidate(spec: spec, endpoint: DynoEndpoint(address: "10.0.0.2", port: 5000), phase: phase)
    }

    private func routes(
        _ current: WantedFormation?,
        former: [Int64] = [],
        _ dynos: [RoutePlan.Candidate],
        crashed: Set<DynoSlot> = []
    ) throws -> (phase: RouteTable.Phase, ids: [String]) {
        let app = WantedApp(app: try #require(AppName("shop")), current: current, former: former, candidates: [])
        let routes = RoutePlan.routes(of: app, hosts: ["shop.localhost"], dynos: dynos, crashed: crashed)
        return (routes.phase, routes.backends.map(\.id))
    }

    @Test func `nowhere, for one of two reasons that the page tells apart`() throws {
        let app = try #require(AppName("shop"))
        for (processes, lacksWeb) in [(["worker"], true), ([], true), (["web"], false)] {
            let current = WantedFormation(app: app, deploy: 1, processes: processes, formation: ["web": 0])
            let routes = RoutePlan.routes(of: WantedApp(app: app, current: current, candidates: []), hosts: [], dynos: [], crashed: [])
            #expect(routes.phase == .noWeb && routes.lacksWeb == lacksWeb)
        }
    }

    @Test func `to the dynos of before, under another name in counts, where the app was renamed`() throws {
        let renamed = try #require(AppName("shop", shown: "store"))
        let app = WantedApp(app: renamed, current: try formation(2), candidates: [])
        let routes = RoutePlan.routes(of: app, hosts: ["store.localhost"], dynos: [try dyno(2, .up)], crashed: [])
        #expect(routes.name == "shop" && routes.shown == "store" && routes.backends.map(\.id) == ["2.web.1"])
    }

    @Test func `of each app to its own dynos alone`() throws {
        let names = [try #require(AppName("shop")), try #require(AppName("other"))]
        let apps = try names.map { WantedApp(app: $0, current: $0 == names[0] ? try formation(2) : nil, candidates: []) }
        let dynos = [try dyno(2, .up), try dyno(2, .up, type: "x")]
        let all = RoutePlan.routes(of: apps, hosts: { ["\($0).localhost"] }, dynos: dynos, crashed: [])
        #expect(all.map { $0.backends.map(\.id) } == [["2.web.1"], []])
        #expect(all.map(\.hosts) == [["shop.localhost"], ["other.localhost"]])
    }

    @Test func `to the release's web dynos that are up, and to no others`() throws {
        let dynos = try [
            dyno(2, .up), dyno(2, .starting, index: 2), dyno(2, .up, index: 3), dyno(2, .draining, index: 4),
            dyno(2, .up, type: "worker"), dyno(1, .up), dyno(3, .up),
        ]
        #expect(try routes(formation(2, web: 4), former: [1], dynos) == (.up, ["2.web.1", "2.web.3"]))
    }

    @Test func `to the newest older release where the current one has none up`() throws {
        let dynos = try [dyno(1, .up), dyno(2, .up), dyno(3, .starting), dyno(4, .up)]
        #expect(try routes(formation(3), former: [2, 1], dynos) == (.up, ["2.web.1"]))
        // The newest is what was released last.
        #expect(try routes(formation(3), former: [4, 2, 1], dynos) == (.up, ["4.web.1"]))
    }

    @Test func `never to a deploy that is no release, though it is older than the current one`() throws {
        let dynos = try [dyno(1, .up), dyno(2, .up), dyno(3, .starting)]
        #expect(try routes(formation(3), former: [1], dynos) == (.up, ["1.web.1"]))
        #expect(try routes(formation(3), dynos) == (.starting, []))
    }

    @Test func `nowhere, with the reason`() throws {
        #expect(try routes(nil, [dyno(1, .up)]) == (.blank, []))
        #expect(try routes(formation(1, web: 0), [dyno(1, .up)]) == (.noWeb, []))
        #expect(try routes(formation(1), [dyno(1, .starting)]) == (.starting, []))
        #expect(try routes(formation(1), [], crashed: Set(formation(1).webSlots)) == (.crashed, []))
        #expect(try routes(formation(1, web: 2), [], crashed: Set(formation(1).webSlots)) == (.starting, []))
    }
}
