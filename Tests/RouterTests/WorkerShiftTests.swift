import Model
import Testing

@testable import Router

@Suite("Worker shifts") struct WorkerShiftTests {
    private static func serving(_ pid: Int32) -> WorkerShift { WorkerShift(serving: pid) }

    @Test func `a new worker takes the place of the one before when it is ready`() {
        var shift = Self.serving(1)
        #expect(shift.renew(0) == [.start])
        shift.started(2, 0)
        #expect(shift.serving == 1)
        #expect(shift.isReady(10) == [.settle, .retire(1)])
        #expect(shift.serving == 2 && shift.retiring == [1])
        #expect(shift.ended(1, "status 0", 20) == [])
        #expect(shift.workers == [2] && shift.due == nil)
    }

    @Test func `a new worker that ends first leaves the one before, which takes its socket back`() {
        var shift = Self.serving(1)
        _ = shift.renew(0)
        shift.started(2, 0)
        let actions = shift.ended(2, "status 1", 5)
        #expect(actions.first == .giveUp && actions.last == .recall(1) && !actions.contains(.start))
        #expect(shift.serving == 1 && shift.due == nil)
    }

    @Test func `a new worker that is not ready in time is killed, and the one before stays`() {
        var shift = Self.serving(1)
        _ = shift.renew(0)
        shift.started(2, 0)
        #expect(shift.passed(29_999) == [])
        #expect(shift.due == 30_000)
        #expect(shift.passed(30_000) == [.kill(2)])
        #expect(shift.passed(40_000) == [])
        guard case .say(let words)? = shift.ended(2, "signal 9", 30_001).dropFirst().first else {
            Issue.record("nothing is said")
            return
        }
        #expect(words.contains("was not ready within 30 s") && words.contains("worker 1 goes on"))
    }

    @Test func `a worker that dies is followed at once, one of a row after a pause of at most a second`() {
        var shift = Self.serving(1)
        #expect(shift.ended(1, "signal 9", 100_000) == [.say("worker 1 ended with signal 9"), .start])
        var now: Int64 = 100_000
        var pauses: [Int64] = []
        for pid in Int32(2)...9 {
            shift.started(pid, now)
            let actions = shift.ended(pid, "status 1", now)
            #expect(actions.contains(.start) == (pid == 2))
            guard let due = shift.due else { continue }
            pauses.append(due - now)
            now = due
            #expect(shift.passed(now) == [.start])
        }
        #expect(pauses == [100, 200, 400, 800, 1_000, 1_000, 1_000])
    }

    @Test func `a reload while one is starting lets that one go and starts another`() {
        var shift = Self.serving(1)
        _ = shift.renew(0)
        shift.started(2, 0)
        #expect(shift.renew(5) == [.retire(2), .start])
        shift.started(3, 5)
        #expect(shift.ended(2, "status 0", 6) == [])
        #expect(shift.isReady(7) == [.settle, .retire(1)])
        #expect(shift.serving == 3)
    }

    @Test func `a stop tells all of them, and ends with the last one or after 35 seconds`() {
        var shift = WorkerShift(serving: 1, retiring: [2])
        #expect(shift.stop(0) == [.stop(1), .stop(2)])
        #expect(shift.renew(1) == [] && shift.stop(1) == [])
        var late = shift
        #expect(shift.ended(2, "status 0", 2) == [])
        #expect(shift.ended(1, "status 0", 3) == [.exit])
        #expect(late.passed(34_999) == [])
        #expect(late.passed(35_000) == [.kill(1), .kill(2), .exit])
        var empty = WorkerShift()
        #expect(empty.stop(0) == [.exit])
    }

    @Test func `what is handed over comes back as it was, and nonsense is refused`() throws {
        var handover = Handover(
            listeners: [
                Listener(purpose: .http, address: "0.0.0.0", port: 80, descriptor: 7),
                Listener(purpose: .https, address: "2001:db8::1", port: 443, descriptor: 8),
            ],
            configuration: 9,
            leash: .init(reading: 10, writing: 11)
        )
        #expect(try Handover(handover.text) == handover)
        handover.ready = 12
        handover.leash.writing = nil
        #expect(try Handover(handover.text) == handover)
        handover.ready = nil
        handover.serving = 100
        handover.retiring = [101, 102]
        #expect(try Handover(handover.text) == handover)
        for text in ["", "v0", "v1", "v1 configuration=1", "v1 configuration=1 leash=-1", "v1 configuration=1 leash=2 http=3", "v1 x"] {
            #expect(throws: Failure.self, "\(text)") { try Handover(text) }
        }
    }

    @Test func `every loop gets a share of the sockets, also where there are more of them than loops`() {
        let listeners = (1...5).map { Listener(purpose: $0 < 4 ? .http : .https, address: "", port: 1, descriptor: $0) }
        #expect(Listeners.spread(listeners, over: 2).map { $0.map(\.descriptor) } == [[1, 3, 4], [2, 5]])
    }
}
