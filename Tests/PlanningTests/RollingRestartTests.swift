import Model
import Planning
import Testing

@Suite("Restarting dynos, one after another") struct RollingRestartTests {
    private static func app(_ name: String) throws -> AppName { try #require(AppName(name)) }

    private func formation(web: Int = 1, worker: Int = 0, _ orders: DynoOrders) throws -> WantedFormation {
        WantedFormation(
            app: try Self.app("shop"),
            deploy: 1,
            processes: ["web", "worker"],
            formation: ["web": web, "worker": worker],
            orders: orders
        )
    }

    private func dyno(
        _ id: String,
        _ name: String,
        _ phase: ObservedDyno.Phase = .up,
        restart: Int64 = 0,
        size: String? = nil
    ) throws -> ObservedDyno {
        let parts = name.split(separator: ".")
        let slot = DynoSlot(app: try Self.app("shop"), deploy: 1, type: String(parts[0]), index: Int(parts[1]) ?? 0)
        var dyno = ObservedDyno(id: id, slot: slot, phase: phase)
        dyno.vintage = DynoVintage(restart: restart, size: size)
        return dyno
    }

    /// `start web.1`, `retire a`
    private func plan(
        _ formation: WantedFormation,
        _ dynos: [ObservedDyno],
        _ histories: [DynoSlot: RestartPolicy.History] = [:]
    ) throws -> [String] {
        let wanted = WantedApp(app: try Self.app("shop"), current: formation, candidates: [])
        return FleetPlan.make(wanted: [wanted], observed: dynos, histories: histories, now: 100).actions.map { action in
            switch action {
            case .start(let slot): "start \(slot.name)"
            case .retire(let id): "retire \(id)"
            case .clear(let id): "clear \(id)"
            case .terminate(let id): "terminate \(id)"
            case .hangUp(let id): "hang up \(id)"
            case .kill(let id, _): "kill \(id)"
            }
        }
    }

    @Test func `a successor starts beside its dyno, which goes when that is up`() throws {
        let wanted = try formation(DynoOrders(restarts: ["web": 3]))
        let old = try dyno("a", "web.1", restart: 2)
        #expect(try plan(wanted, [old]) == ["start web.1"])
        #expect(try plan(wanted, [old, dyno("b", "web.1", .starting, restart: 3)]) == [])
        #expect(try plan(wanted, [old, dyno("b", "web.1", restart: 3)]) == ["retire a"])
        #expect(try plan(wanted, [dyno("b", "web.1", restart: 3)]) == [])
        #expect(try plan(wanted, [dyno("b", "web.1", restart: 9)]) == [])
    }

    @Test func `one after another, and of many a quarter at once`() throws {
        let orders = DynoOrders(restarts: ["web": 1])
        #expect(try plan(formation(web: 2, orders), [dyno("a", "web.1"), dyno("b", "web.2")]) == ["start web.1"])
        let begun = try [dyno("a", "web.1"), dyno("b", "web.2"), dyno("c", "web.1", .starting, restart: 1)]
        #expect(try plan(formation(web: 2, orders), begun) == [])
        let moved = try [dyno("b", "web.2"), dyno("c", "web.1", restart: 1)]
        #expect(try plan(formation(web: 2, orders), moved) == ["start web.2"])
        let eight = try (1...8).map { try dyno("d\($0)", "web.\($0)") }
        #expect(try plan(formation(web: 8, orders), eight) == ["start web.1", "start web.2"])
    }

    @Test func `types do not wait for each other, and others than those that were meant stay`() throws {
        let dynos = try [dyno("a", "web.1"), dyno("b", "worker.1")]
        #expect(try plan(formation(worker: 1, DynoOrders(restarts: ["web": 1, "worker": 1])), dynos) == ["start web.1", "start worker.1"])
        #expect(try plan(formation(worker: 1, DynoOrders(restarts: ["worker": 1])), dynos) == ["start worker.1"])
        let two = try [dyno("a", "web.1"), dyno("b", "web.2")]
        #expect(try plan(formation(web: 2, DynoOrders(restarts: ["web.2": 1])), two) == ["start web.2"])
    }

    @Test func `another size is another dyno, and the old size again none`() throws {
        let orders = DynoOrders(sizes: ["web": "1GB"])
        #expect(try plan(formation(orders), [dyno("a", "web.1")]) == ["start web.1"])
        #expect(try plan(formation(orders), [dyno("a", "web.1", size: "1GB")]) == [])
        #expect(try plan(formation(DynoOrders()), [dyno("a", "web.1"), dyno("b", "web.1", .starting, size: "1GB")]) == ["retire b"])
    }

    @Test func `what is not up yet is not waited for, and what crashed neither`() throws {
        let wanted = try formation(DynoOrders(restarts: ["web": 1]))
        #expect(try plan(wanted, [dyno("a", "web.1", .starting)]) == ["retire a"])
        #expect(try plan(wanted, [dyno("a", "web.1", .draining)]) == ["start web.1"])
        #expect(try plan(wanted, [dyno("a", "web.1", .ended)]) == ["start web.1", "clear a"])
    }

    @Test func `a successor that crashes keeps its dyno in service, and the others as they are`() throws {
        let wanted = try formation(web: 2, DynoOrders(restarts: ["web": 1]))
        let dynos = try [dyno("a", "web.1"), dyno("b", "web.2"), dyno("c", "web.1", .ended, restart: 1)]
        var history = RestartPolicy.History()
        history.notBefore = 500
        #expect(try plan(wanted, dynos, [dynos[0].slot: history]) == ["clear c"])
        #expect(try plan(wanted, Array(dynos.dropLast())) == ["start web.1"])
    }

    @Test func `a runner that was killed goes on where another was`() throws {
        let wanted = try formation(DynoOrders(restarts: ["web": 1]))
        // It forgot that it had begun to retire `a`, and which successor was first.
        let dynos = try [dyno("a", "web.1"), dyno("b", "web.1", restart: 1), dyno("c", "web.1", .starting, restart: 1)]
        #expect(try plan(wanted, dynos) == ["retire a", "retire c"])
    }
}
