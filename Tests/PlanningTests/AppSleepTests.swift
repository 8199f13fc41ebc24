import Model
import Planning
import Testing

@Suite("Apps that sleep") struct AppSleepTests {
    private static let settings = SleepSettings(afterSeconds: 60, wholeApp: false)

    private func app(
        _ name: String = "shop",
        deploy: Int64 = 1,
        since: Int64? = nil,
        whole: Bool = false,
        web: Int = 1,
        unsettled: [WantedApp.Deploy] = []
    ) throws -> WantedApp {
        WantedApp(
            app: try #require(AppName(name)),
            current: WantedApp.Deploy(id: deploy, state: .committed, types: ["web", "worker"]),
            former: [],
            unsettled: unsettled,
            formation: ["web": web, "worker": 1],
            serving: WantedServing(),
            sleep: WantedSleep(SleepSettings(afterSeconds: 60, wholeApp: whole), since: since)
        )
    }

    private func dyno(_ type: String = "web", _ phase: ObservedDyno.Phase = .up, deploy: Int64 = 1, since: Int64 = 1_000) throws
        -> ObservedDyno
    {
        let slot = DynoSlot(app: try #require(AppName("shop")), deploy: deploy, type: type, index: 1)
        var dyno = ObservedDyno(id: "\(type).\(deploy).\(phase)", slot: slot, phase: phase)
        dyno.since = since
        return dyno
    }

    private func dueAt(_ app: WantedApp, quietSince: Int64?, _ dynos: [ObservedDyno], now: Int64 = 5_000) -> Int64 {
        AppSleep.dueAt(app, Self.settings, quietSince: quietSince, dynos: dynos, now: now)
    }

    @Test func `are put to sleep so long after their last traffic, and after their dynos came up`() throws {
        #expect(try dueAt(app(), quietSince: 3_000, [dyno()]) == 63_000)
        #expect(try dueAt(app(), quietSince: 3_000, [dyno(since: 4_000)]) == 64_000)
        #expect(try dueAt(app(), quietSince: 3_000, [dyno(), dyno("worker", since: 4_500)]) == 63_000)
    }

    @Test func `are looked at again, and stay awake, where that is not known or somebody works on them`() throws {
        let again: Int64 = 5_000 + 10_000
        #expect(try dueAt(app(), quietSince: nil, [dyno()]) == again)
        #expect(try dueAt(app(), quietSince: 0, []) == again)
        #expect(try dueAt(app(), quietSince: 0, [dyno("worker")]) == again)
        #expect(try dueAt(app(), quietSince: 0, [dyno("web", .ended)]) == again)
        #expect(try dueAt(app(), quietSince: 0, [dyno(), dyno("web", .starting, deploy: 2)]) == again)
        #expect(try dueAt(app(deploy: 2), quietSince: 0, [dyno()]) == again)
        let candidate = WantedApp.Deploy(id: 2, state: .booting, types: ["web"])
        #expect(try dueAt(app(unsettled: [candidate]), quietSince: 0, [dyno()]) == again)
    }

    @Test func `have no web dynos, or none at all, and say how many sleep`() throws {
        let (web, whole) = (try app(since: 7, web: 2), try app(since: 7, whole: true))
        #expect(web.current?.slots.map(\.name) == ["worker.1"] && web.current?.idle.map(\.name) == ["web.1", "web.2"])
        #expect(whole.current?.slots == [] && whole.current?.idle.map(\.name) == ["web.1", "worker.1"])
        #expect(web.isAsleep && whole.isAsleep && web.wantsWeb)
        #expect(try app(web: 2).current?.idle == [])
        #expect(try !app(since: 7, web: 0).isAsleep)
    }

    @Test func `have candidates that boot as ever`() throws {
        let candidate = WantedApp.Deploy(id: 2, state: .booting, types: ["web"])
        let asleep = try app(since: 7, unsettled: [candidate])
        #expect(asleep.candidates.flatMap(\.slots).map(\.name) == ["web.1"])
        let plan = FleetPlan.make(wanted: [asleep], observed: [], histories: [:], now: 1)
        #expect(plan.starts.map { "\($0.deploy) \($0.name)" } == ["1 worker.1", "2 web.1"])
    }

    @Test func `leave the routes first, then their dynos go, and whoever comes waits and calls`() throws {
        let asleep = try app(since: 7)
        let slot = try dyno().slot
        let spec = DynoSpec(id: "a", slot: slot, port: 1, command: "run", healthcheck: nil, startedAt: 0)
        let up = RoutePlan.Candidate(spec: spec, endpoint: DynoEndpoint(address: "10.0.0.2", port: 1), phase: .up)
        let routes = RoutePlan.routes(of: asleep, hosts: [], dynos: [up], crashed: [slot])
        #expect(routes.backends == [] && routes.phase == .starting && routes.isAsleep)
        let plan = FleetPlan.make(wanted: [asleep], observed: [ObservedDyno(id: "a", slot: slot, phase: .up)], histories: [:], now: 1)
        #expect(plan.actions.contains(.retire("a")) && plan.starts.map(\.name) == ["worker.1"])
        let awake = RoutePlan.routes(of: try app(), hosts: [], dynos: [up], crashed: [])
        #expect(awake.backends.map(\.id) == ["a"] && !awake.isAsleep)
        // In maintenance nobody is called, and with no web dynos nobody waits.
        #expect(RoutePlan.routes(of: try app(since: 7, web: 0), hosts: [], dynos: [], crashed: []).phase == .noWeb)
    }

    @Test func `are said to idle and to be woken, each dyno once`() throws {
        let (awake, asleep) = (try app(), try app(since: 7))
        #expect(AppSleep.changes(from: [awake], to: [asleep]).idled.map(\.name) == ["web.1"])
        let same = AppSleep.changes(from: [asleep], to: [asleep])
        #expect(same.idled.isEmpty && same.woken.isEmpty)
        #expect(AppSleep.changes(from: [asleep], to: [awake]).woken.map(\.name) == ["web.1"])
        // By a release that follows it.
        #expect(try AppSleep.changes(from: [asleep], to: [app(deploy: 2)]).woken.map(\.name) == ["web.1"])
        // A runner that has just started, and an app that is gone, have nothing to say.
        #expect(AppSleep.changes(from: [], to: [asleep]).idled.isEmpty)
        #expect(AppSleep.changes(from: [asleep], to: []).woken.isEmpty)
    }
}
