import Model
import Planning
import Testing

@Suite("Whose turn it is to start") struct StartQueueTests {
    private func slot(_ app: String, _ type: String = "web", _ index: Int = 1, deploy: Int64 = 1) throws -> DynoSlot {
        DynoSlot(app: try #require(AppName(app)), deploy: deploy, type: type, index: index)
    }

    private func queue(
        _ due: [DynoSlot],
        alive: Set<DynoSlot> = [],
        candidates: Set<Int64> = [],
        booting: [StartQueue.Booting] = [],
        histories: [DynoSlot: RestartPolicy.History] = [:],
        cores: Int = 1
    ) -> StartQueue {
        StartQueue(due: due, candidates: candidates, alive: alive, booting: booting, histories: histories, cores: cores)
    }

    @Test func `apps with nobody up come first, web before workers, then further dynos`() throws {
        let due = [
            try slot("has", "web", 2), try slot("has", "worker"), try slot("none", "worker"), try slot("none", "web", 2), try slot("none"),
        ]
        let queue = queue(due, alive: [try slot("has")])
        #expect(try queue.starts == [slot("none")])
        #expect(try queue.waiting == [slot("has", "worker"), slot("none", "worker"), slot("has", "web", 2), slot("none", "web", 2)])
    }

    @Test func `whoever has crashed is behind whoever has not`() throws {
        var history = RestartPolicy.History()
        history.crashes = 1
        let queue = queue([try slot("one"), try slot("two")], histories: [try slot("one"): history])
        #expect(try queue.starts == [slot("two")])
    }

    @Test func `a push is before everybody and waits for pushes alone`() throws {
        let busy = [StartQueue.Booting(slot: try slot("other"), isCandidate: false, age: 5_000, load: 1)]
        let due = [try slot("one"), try slot("pushed", deploy: 7), try slot("pushed", "web", 2, deploy: 7)]
        let queue = queue(due, candidates: [7], booting: busy)
        #expect(try queue.starts == [slot("pushed", deploy: 7)])
        #expect(try queue.waiting == [slot("pushed", "web", 2, deploy: 7), slot("one")])
    }

    @Test(
        arguments: [
            // New ones count as those that compute, and so do those that nobody can measure, for a while.
            (nil, nil, false), (100, 0.0, false), (1_000, nil, false), (3_000, nil, true),
            // Afterwards it is what they do that counts; a part of a processor among others is a whole one.
            (1_000, 0.01, true), (1_000, 0.9, false), (1_000, 0.3, false), (1_000, 0.15, true),
            // Whoever needs very long makes room.
            (30_000, 1.0, true),
        ] as [(Int64?, Double?, Bool)]
    )
    func `a dyno that boots holds a place as long as it computes`(_ age: Int64?, _ load: Double?, _ starts: Bool) throws {
        let queue = queue([try slot("one")], booting: [.init(slot: try slot("boots"), isCandidate: false, age: age, load: load)])
        #expect(queue.starts.isEmpty == !starts)
        #expect(queue.wakeAt(now: 10) == (starts ? nil : 160))
    }

    @Test func `a dyno of a kind whose others were seen to wait holds no place, one that is being made does`() throws {
        func booting(_ index: Int, _ age: Int64?, _ load: Double?, deploy: Int64 = 1) throws -> StartQueue.Booting {
            .init(slot: try slot("shop", "worker", index, deploy: deploy), isCandidate: false, age: age, load: load)
        }
        let next = [try slot("shop", "worker", 9)]
        #expect(queue(next, booting: [try booting(1, 400, 0.01), try booting(2, 100, nil)]).starts == next)
        #expect(queue(next, booting: [try booting(1, 400, 0.01), try booting(2, nil, nil)]).waiting == next)
        // One that computes says as much of the others, and another deploy's says nothing.
        #expect(queue(next, booting: [try booting(1, 400, 0.01), try booting(3, 400, 0.9), try booting(2, 100, nil)]).waiting == next)
        #expect(queue(next, booting: [try booting(1, 400, 0.01, deploy: 2), try booting(2, 100, nil)]).waiting == next)
    }

    @Test func `what starts on an idle machine is not held up`() throws {
        #expect(queue([try slot("one"), try slot("two")], cores: 2).waiting.isEmpty)
        #expect(queue([], cores: 2).wakeAt(now: 0) == nil)
    }

    @Test func `thousands that wait are put in order in a moment`() throws {
        let due = try (1...5_000).map { try slot("app-\($0 % 1_000)", "web", $0 / 1_000 + 1) }
        let queue = queue(due, cores: 64)
        #expect(queue.starts.count == 64 && queue.waiting.count == 4_936)
    }
}
