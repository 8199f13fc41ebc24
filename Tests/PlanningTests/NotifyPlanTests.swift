import Model
import Planning
import Testing

@Suite("What is said of causes") struct NotifyPlanTests {
    /// A ledger, a clock and a plan.
    private struct Scene {
        var settings = NotifySettings()
        var plan: NotifyPlan
        var records: [NotifyKey: NotifyRecord] = [:]
        var seconds: Int64 = 1_000_000
        var said: [(at: Int64, app: AppName?)] = []
        let shop: AppName

        init(_ change: (inout NotifySettings) -> Void = { _ in }) throws {
            change(&settings)
            plan = NotifyPlan(settings)
            shop = try #require(AppName("shop"))
        }

        /// One look, after so many seconds: `begun crash`, `over push`.
        mutating func look(_ present: [NotifyCause], after: Int64 = 5, undecided: Set<NotifyKey> = []) -> [String] {
            seconds += after
            let recent = said.filter { $0.at > seconds - NotifyBudget.windowSeconds }
            let outcome = plan.look(
                present,
                undecided: undecided,
                records: Array(records.values),
                budget: NotifyBudget(settings, said: Dictionary(grouping: recent, by: { $0.app }).mapValues(\.count)),
                now: seconds * 1000,
                wall: seconds * 1_000_000
            )
            for record in outcome.changed { records[record.key] = record }
            for key in outcome.forgotten { records[key] = nil }
            for message in outcome.messages { said.append((at: seconds, app: message.cause.app)) }
            return outcome.messages.map { "\($0.isOver ? "over" : "begun") \($0.cause.matter.event)" }
        }

        /// As when the runner is killed, and another begins.
        mutating func restart() { plan = NotifyPlan(settings) }

        func crash(_ type: String = "web") -> NotifyCause {
            NotifyCause(
                app: shop,
                .crash(type: type, dynos: ["\(type).1"], crashes: 3, how: "exited", lines: []),
                since: seconds * 1_000_000
            )
        }
        func push(_ build: Int64 = 1) -> NotifyCause {
            NotifyCause(app: shop, .push(by: "ada", commit: nil, build: build, reason: "no"), since: seconds * 1_000_000)
        }
    }

    @Test func `one message when it begins, and one when it was away for long enough`() throws {
        var scene = try Scene()
        let crash = scene.crash()
        #expect(scene.look([crash]) == ["begun crash"])
        for _ in 0..<50 { #expect(scene.look([crash]).isEmpty) }
        // Up for a moment is not up again.
        #expect(scene.look([], after: 590).isEmpty && scene.look([crash]).isEmpty && scene.look([], after: 595).isEmpty)
        #expect(scene.look([]) == ["over crash"])
        #expect(scene.look([], after: 86_399).isEmpty && !scene.records.isEmpty)
        #expect(scene.look([]).isEmpty && scene.records.isEmpty)
    }

    @Test func `a refused push is over with the next that is taken, and others in between are not said`() throws {
        var scene = try Scene()
        #expect(scene.look([scene.push(1)]) == ["begun push"])
        #expect(scene.look([scene.push(2)]).isEmpty && scene.look([scene.push(3)]).isEmpty)
        #expect(scene.look([]) == ["over push"])
    }

    @Test func `what nobody can tell is neither there nor over`() throws {
        var scene = try Scene()
        let push = scene.push()
        #expect(scene.look([push]) == ["begun push"])
        #expect(scene.look([], undecided: [push.key]).isEmpty)
        #expect(scene.look([]) == ["over push"])
    }

    @Test func `a runner that begins anew says nothing twice, and waits before it says that something is over`() throws {
        var scene = try Scene()
        let crash = scene.crash()
        #expect(scene.look([crash]) == ["begun crash"])
        scene.restart()
        #expect(scene.look([]).isEmpty && scene.look([], after: 599).isEmpty)
        scene.restart()
        #expect(scene.look([]).isEmpty && scene.look([crash]).isEmpty && scene.look([], after: 599).isEmpty)
        #expect(scene.look([]) == ["over crash"])
    }

    @Test func `what comes back again and again is said after pauses that grow`() throws {
        var scene = try Scene { $0.messagesPerHourMax = 1000 }
        let crash = scene.crash()
        var begun: [Int64] = []
        // A day of ten minutes up and a few seconds down.
        for _ in 0..<140 {
            if scene.look([crash]) == ["begun crash"] { begun.append(scene.seconds) }
            _ = scene.look([], after: 605)
        }
        #expect((3...12).contains(begun.count), "\(begun)")
        let gaps = zip(begun.dropFirst(), begun).map { $0 - $1 }
        #expect(gaps.first ?? 0 < gaps.last ?? 0, "\(gaps)")
    }

    @Test func `a clock that is set back holds nothing for as long`() throws {
        var scene = try Scene()
        let crash = scene.crash()
        scene.seconds += 30 * 86_400
        #expect(scene.look([crash]) == ["begun crash"] && scene.look([], after: 5).isEmpty)
        // The monotonic clock knows nothing of it.
        scene.records[crash.key]?.stage = .over
        scene.seconds -= 30 * 86_400
        #expect(scene.look([crash]) == ["begun crash"])
    }

    @Test func `what is over before it was said is never said`() throws {
        var scene = try Scene { $0.messagesPerHourMax = 1 }
        let (web, worker) = (scene.crash("web"), scene.crash("worker"))
        #expect(scene.look([web, worker]) == ["begun crash"])
        #expect(scene.look([web]).isEmpty && scene.look([web], after: 601).isEmpty)
        #expect(scene.records[worker.key]?.stage == .over)
    }

    @Test func `what is too much within an hour waits, and is not lost`() throws {
        var scene = try Scene { $0.messagesPerHourMax = 3 }
        let all = (0..<8).map { scene.crash("type\($0)") }
        var begun = scene.look(all).count
        #expect(begun == 3)
        #expect(scene.look(all, after: 1800).isEmpty)
        while begun < 8 {
            let more = scene.look(all, after: 3600).count
            #expect((1...3).contains(more))
            begun += more
        }
        // So does the end of each.
        var over = 0
        for _ in 0..<6 { over += scene.look([], after: 3600).count }
        #expect(over == 8)
    }

    @Test func `the machine has a bound of its own`() throws {
        var scene = try Scene { ($0.messagesPerHourMax, $0.messagesOnMachinePerHourMax) = (10, 12) }
        let other = try #require(AppName("other"))
        let all = (0..<10).flatMap { number in
            [scene.shop, other].map {
                NotifyCause(app: $0, .crash(type: "t\(number)", dynos: ["a"], crashes: 3, how: "", lines: []), since: 1)
            }
        }
        #expect(scene.look(all).count == 12)
        // Of itself it speaks whatever goes on in apps.
        let disk = NotifyCause(app: nil, .disk(left: "1M", floor: 5), since: 1)
        #expect(scene.look(all + [disk]) == ["begun disk"])
    }

    @Test func `what is back before its end could be said has gone on`() throws {
        var scene = try Scene { $0.messagesPerHourMax = 1 }
        let crash = scene.crash()
        #expect(scene.look([crash]) == ["begun crash"] && scene.look([], after: 605).isEmpty)
        #expect(scene.records[crash.key]?.stage == .ending)
        #expect(scene.look([crash], after: 3600).isEmpty && scene.records[crash.key]?.stage == .said)
    }

    @Test func `whoever was added later hears of what goes on, and of no push that was before`() throws {
        var scene = try Scene()
        let (crash, push) = (scene.crash(), scene.push())
        _ = scene.look([crash, push])
        let outcome = scene.plan.look(
            [],
            records: Array(scene.records.values),
            budget: NotifyBudget(scene.settings, said: [:]),
            now: scene.seconds * 1000 + 700_000,
            wall: scene.seconds * 1_000_000 + 700_000_000
        )
        #expect(outcome.messages.map(\.isOver) == [true, true])
        #expect(outcome.messages.map(\.addedBefore) == [scene.seconds * 1_000_000, push.since])
        var fresh = NotifyPlan(scene.settings)
        let begun = fresh.look([crash, push], records: [], budget: NotifyBudget(scene.settings, said: [:]), now: 0, wall: 1).messages
        #expect(begun.map(\.addedBefore) == [.max, push.since])
    }

    @Test func `what cannot be delivered is tried for three days, with pauses up to an hour`() {
        #expect((1...9).map(NotifyPace.pauseSeconds) == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600])
        #expect(NotifyPace.pauseSeconds(afterFailures: .max) == 3600)
        let threeDays: Int64 = 3 * 86_400
        #expect(
            !NotifyPace.givesUp(rejections: 2, after: 86_400, failures: 100) && NotifyPace.givesUp(rejections: 3, after: 0, failures: 3)
        )
        #expect(NotifyPace.givesUp(rejections: 0, after: threeDays, failures: 70))
        // A clock that is set ahead, or a machine that was off: it was hardly tried.
        #expect(!NotifyPace.givesUp(rejections: 0, after: 30 * threeDays, failures: 1))
        #expect(!NotifyPace.givesUp(rejections: 0, after: -30 * threeDays, failures: 1000))
        let tried = (1..<70).reduce(0) { $0 + NotifyPace.pauseSeconds(afterFailures: $1) }
        #expect((2 * 86_400...threeDays).contains(tried), "\(tried)")
    }
}
