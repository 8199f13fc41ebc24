/// Which workers a master has and what is to be done about what happens to them. A pure value: it is told what happened
/// and when (monotonic milliseconds), and says what to do.
struct WorkerShift {
    enum Action: Equatable {
        /// Answered by `started` or `failedToStart`.
        case start
        /// Finish what you have: another one serves.
        case retire(Int32)
        /// Finish what you have, soon: nobody serves after you.
        case stop(Int32)
        case kill(Int32)
        /// Take the control socket's place again, which a worker that came to nothing has taken.
        case recall(Int32)
        /// What was to come serves now.
        case settle
        /// What was to come is given up.
        case giveUp
        case say(String)
        /// Everything has ended.
        case exit
    }

    private struct Starting {
        var pid: Int32
        var deadline: Int64
        /// Why it is not waited for any more.
        var isLate = false
    }

    static let readyMillisecondsMax: Int64 = 30_000
    static let stopMillisecondsMax: Int64 = 35_000
    private static let pauseMillisecondsMax: Int64 = 1_000
    /// Who lived as long is not one of a row that dies.
    private static let settledMilliseconds: Int64 = 10_000

    private(set) var serving: Int32?
    private(set) var retiring: Set<Int32>
    private var starting: Starting?
    private var startsAt: Int64?
    private var pause: Int64 = 0
    private var beganAt: Int64 = 0
    private var stopsAt: Int64?

    init(serving: Int32? = nil, retiring: [Int32] = []) {
        self.serving = serving
        self.retiring = Set(retiring)
    }

    var workers: [Int32] { [serving, starting?.pid].compactMap(\.self) + retiring.sorted() }
    var isStopping: Bool { stopsAt != nil }

    /// When something is due without anything happening; nil: never.
    var due: Int64? { [startsAt, starting.map(\.deadline), stopsAt].compactMap(\.self).min() }

    /// A new worker is wanted, be there one or not.
    mutating func renew(_ now: Int64) -> [Action] {
        guard !isStopping else { return [] }
        return makeWay() + [.start]
    }

    /// What is starting gives way to what will be started next.
    mutating func makeWay() -> [Action] {
        startsAt = nil
        guard let starting else { return [] }
        self.starting = nil
        retiring.insert(starting.pid)
        return [.retire(starting.pid)]
    }

    mutating func started(_ pid: Int32, _ now: Int64) {
        beganAt = now
        starting = Starting(pid: pid, deadline: now + Self.readyMillisecondsMax)
    }

    mutating func failedToStart(_ reason: String, _ now: Int64) -> [Action] { missed("cannot start a worker: \(reason)", now) }

    mutating func isReady(_ now: Int64) -> [Action] {
        guard let new = starting?.pid else { return [] }
        starting = nil
        let old = serving
        serving = new
        var actions: [Action] = [.settle]
        if let old {
            retiring.insert(old)
            actions.append(.retire(old))
        }
        return actions
    }

    /// - Parameter how: such as "signal 9 (Killed)".
    mutating func ended(_ pid: Int32, _ how: String, _ now: Int64) -> [Action] {
        if retiring.remove(pid) != nil { return exitIfDone() }
        if pid == starting?.pid {
            let late = starting?.isLate == true
            starting = nil
            guard !isStopping else { return exitIfDone() }
            let reason = late ? "was not ready within \(Self.readyMillisecondsMax / 1000) s" : "ended with \(how) before it served"
            return missed("the new worker \(pid) \(reason)", now)
        }
        guard pid == serving else { return [] }
        serving = nil
        guard !isStopping else { return exitIfDone() }
        let word = Action.say("worker \(pid) ended with \(how)")
        return starting == nil ? [word] + again(now) : [word]
    }

    /// Whoever served before goes on; where nobody did, the next one is tried after a pause.
    private mutating func missed(_ reason: String, _ now: Int64) -> [Action] {
        guard let serving else { return [.giveUp, .say(reason)] + again(now) }
        return [.giveUp, .say("\(reason)\nhint: worker \(serving) goes on serving; mend it and reload again"), .recall(serving)]
    }

    private mutating func again(_ now: Int64) -> [Action] {
        pause = now - beganAt >= Self.settledMilliseconds ? 0 : min(max(pause * 2, 50), Self.pauseMillisecondsMax)
        // The first one of a row is followed at once.
        guard pause > 50 else { return [.start] }
        startsAt = now + pause
        return []
    }

    /// Ends everything.
    mutating func stop(_ now: Int64) -> [Action] {
        guard !isStopping else { return [] }
        stopsAt = now + Self.stopMillisecondsMax
        startsAt = nil
        return workers.map { .stop($0) } + exitIfDone()
    }

    private func exitIfDone() -> [Action] { isStopping && workers.isEmpty ? [.exit] : [] }

    /// Time has passed.
    mutating func passed(_ now: Int64) -> [Action] {
        if let stopsAt, now >= stopsAt { return workers.map { .kill($0) } + [.exit] }
        if let startsAt, now >= startsAt {
            self.startsAt = nil
            return [.start]
        }
        guard let late = starting, !late.isLate, now >= late.deadline else { return [] }
        starting?.isLate = true
        starting?.deadline = .max
        return [.kill(late.pid)]
    }
}
