import Model
import Planning
import Testing

@Suite("After a reboot") struct BootStormSimulation {
    private func slot(_ app: Int, _ deploy: Int64, _ type: String = "web", _ index: Int = 1) throws -> DynoSlot {
        DynoSlot(app: try #require(AppName("app-\(app)")), deploy: deploy, type: type, index: index)
    }

    private func apps(_ count: Int, work: Double = 0, sleep: Double = 0) throws -> [BootStorm.Dyno] {
        try (1...count).map { .init(slot: try slot($0, Int64($0)), work: work, sleep: sleep) }
    }

    @Test(arguments: [1, 2, 4, 16]) func `thirty apps that compute for five seconds serve as fast as the processors can`(_ cores: Int)
        throws
    {
        var storm = BootStorm(cores: cores, dynos: try apps(30, work: 5_000))
        storm.run(until: 600_000)
        let ideal = Double(30 * 5_000 / cores)
        #expect(storm.dynos.allSatisfy { $0.upAt != nil && $0.timeouts == 0 })
        #expect(Double(storm.now) <= 1.3 * ideal, "\(storm.now) ms, at best \(ideal)")
        // The first of them serve long before the last.
        #expect(storm.dynos.compactMap(\.upAt).min() ?? .max < 12_000)
        #expect(storm.runningMost <= cores + 2)
    }

    /// What was: each meets R10, and all begin again together.
    @Test func `all at once with a clock of the wall, none of them comes up`() throws {
        var storm = BootStorm(cores: 2, dynos: try apps(30, work: 5_000))
        storm.isBounded = false
        storm.run(until: 450_000, stretches: false)
        #expect(storm.dynos.allSatisfy { $0.upAt == nil && $0.timeouts > 5 })
    }

    @Test func `a clock that counts the processors' share alone makes nobody late`() throws {
        var storm = BootStorm(cores: 2, dynos: try apps(30, work: 5_000))
        storm.isBounded = false
        storm.run(until: 450_000)
        #expect(storm.dynos.allSatisfy { $0.upAt != nil && $0.timeouts == 0 })
    }

    @Test(arguments: [1, 2, 4]) func `thirty apps that sleep for twenty seconds serve within thirty`(_ cores: Int) throws {
        var storm = BootStorm(cores: cores, dynos: try apps(30, sleep: 20_000))
        storm.run(until: 100_000)
        #expect(storm.now <= 30_000, "\(storm.now) ms")
    }

    /// With a look at each of them it would take twice as long.
    @Test func `fifty dynos of one type that wait are started as fast as they can be made`() throws {
        let dynos = try (1...50).map { BootStorm.Dyno(slot: try slot(1, 1, "idle", $0), work: 0, sleep: 500) }
        var storm = BootStorm(cores: 2, dynos: dynos)
        storm.run(until: 60_000)
        #expect(storm.dynos.allSatisfy { $0.upAt != nil } && storm.now <= 4_500, "\(storm.now) ms")
    }

    @Test func `thirty web dynos of one app come up as well, and the first of them at once`() throws {
        let dynos = try (1...30).map { BootStorm.Dyno(slot: try slot(1, 1, "web", $0), work: 5_000, sleep: 0) }
        var storm = BootStorm(cores: 2, dynos: dynos)
        storm.run(until: 600_000)
        #expect(storm.dynos.allSatisfy { $0.upAt != nil && $0.timeouts == 0 } && storm.now <= 97_500, "\(storm.now) ms")
        #expect(storm.dynos[0].upAt ?? .max < 7_000)
    }

    @Test func `a push is not behind the storm, and thirty candidates are a storm of their own`() throws {
        var push = BootStorm.Dyno(slot: try slot(99, 99), work: 1_000, sleep: 0)
        push.isCandidate = true
        var storm = BootStorm(cores: 2, dynos: try apps(30, work: 5_000) + [push])
        storm.run(until: 600_000)
        #expect(storm.dynos.last?.upAt ?? .max < 3_000)

        var many = try (1...30).map { BootStorm.Dyno(slot: try slot(99, 99, "web", $0), work: 5_000, sleep: 0) }
        for index in many.indices { many[index].isCandidate = true }
        storm = BootStorm(cores: 2, dynos: many)
        storm.run(until: 600_000)
        #expect(storm.dynos.allSatisfy { $0.upAt != nil && $0.timeouts == 0 } && storm.runningMost <= 4)
    }

    @Test func `two that never come up do not keep the others down`() throws {
        var storm = BootStorm(
            cores: 2,
            dynos: try apps(2, work: 10_000_000) + (3...20).map { .init(slot: try slot($0, Int64($0)), work: 2_000, sleep: 0) }
        )
        storm.run(until: 120_000)
        #expect(storm.dynos.dropFirst(2).allSatisfy { $0.upAt != nil })
    }
}
