import Glibc
import Model
import Testing

@testable import Router

@Suite("Choice of dynos") struct DynoChoiceTests {
    private static let turns = 10_000

    private func dynos(_ count: Int) -> [Dyno] {
        (0..<count).map { Dyno(id: "d\($0)", name: Array("web.\($0)".utf8), address: 0, port: 1) }
    }

    private func counts(
        _ algorithm: RoutePolicy.Algorithm,
        _ dynos: [Dyno],
        except tried: [String] = [],
        then: (Dyno) -> Void = { _ in }
    ) -> [String: Int] {
        var random = Randomness(seed: 42)
        var counts: [String: Int] = [:]
        for _ in 0..<Self.turns {
            guard let dyno = DynoChoice(algorithm: algorithm, now: 100).pick(dynos, except: tried, &random) else { continue }
            counts[dyno.id, default: 0] += 1
            then(dyno)
        }
        return counts
    }

    /// Pearson's sum, whose expectation is the number of cells less one.
    private func chiSquare(_ counts: [String: Int], over ids: [String]) -> Double {
        let expected = Double(Self.turns) / Double(ids.count)
        return ids.reduce(0) { sum, id in
            let difference = Double(counts[id] ?? 0) - expected
            return sum + difference * difference / expected
        }
    }

    @Test(arguments: [RoutePolicy.Algorithm.random, .leastConnections])
    func `dynos that are alike are chosen evenly`(algorithm: RoutePolicy.Algorithm) {
        let dynos = dynos(10)
        let counts = counts(algorithm, dynos)
        // 27.9 is passed once in a thousand fair series of nine degrees of freedom.
        #expect(chiSquare(counts, over: dynos.map(\.id)) < 27.9, "\(counts)")
    }

    @Test func `what is set aside gets nothing, and the others get it evenly`() {
        let dynos = dynos(5)
        dynos[1].quarantinedUntil = 101
        dynos[3].quarantinedUntil = 100
        let counts = counts(.random, dynos)
        #expect(counts["d1"] == nil)
        // 16.3: the same for three degrees.
        #expect(chiSquare(counts, over: ["d0", "d2", "d3", "d4"]) < 16.3, "\(counts)")
    }

    @Test func `one that is set aside is better than none, one that was tried is not`() {
        let dynos = dynos(3)
        for dyno in dynos { dyno.quarantinedUntil = 200 }
        #expect(Set(counts(.random, dynos).keys) == ["d0", "d1", "d2"])
        #expect(Set(counts(.random, dynos, except: ["d0", "d2"]).keys) == ["d1"])
        #expect(counts(.random, dynos, except: ["d0", "d1", "d2"]).isEmpty)
        #expect(counts(.leastConnections, []).isEmpty)
    }

    @Test func `least-connections takes the less busy one of two`() {
        let dynos = dynos(10)
        dynos[0].active = 1000
        // The busiest loses against everybody, and each pair has another.
        #expect(counts(.leastConnections, dynos)["d0"] == nil)
        dynos[1].active = 2000
        #expect(counts(.leastConnections, [dynos[0], dynos[1]]) == ["d0": Self.turns])
        #expect(counts(.leastConnections, [dynos[1]]) == ["d1": Self.turns])
    }

    @Test func `least-connections keeps dynos level where requests last`() {
        func spread(_ algorithm: RoutePolicy.Algorithm) -> Int {
            let dynos = dynos(10)
            _ = counts(algorithm, dynos) { $0.active += 1 }
            return (dynos.map(\.active).max() ?? 0) - (dynos.map(\.active).min() ?? 0)
        }
        #expect(spread(.leastConnections) < 10)
        #expect(spread(.random) > 30)
    }

    @Test func `requests over the wire go to the dyno that has fewer of them`() throws {
        let busy = try Backend { peer, backend in
            guard let request = peer.takeRequest() else { return }
            backend.note(request)
            _ = peer.takeRest()
        }
        let free = try Backend.answering("free")
        defer {
            busy.stop()
            free.stop()
        }
        let router = try TestRouter { $0.loops = 1 }
        var policy = RoutePolicy()
        policy.algorithm = .leastConnections
        func serve(_ backends: [RouteTable.Backend]) throws {
            try router.serve([.init(name: "a", hosts: ["myapp.test"], phase: .up, backends: backends, policy: policy)])
        }
        try serve([busy.target("busy")])
        let held = try router.client()
        held.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        while busy.requests.isEmpty { sched_yield() }
        try serve([busy.target("busy"), free.target("free")])
        for _ in 1...50 { #expect(try router.get().text == "free") }
    }
}
