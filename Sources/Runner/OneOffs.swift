import Linux
import Model
import Operations
import Planning
import Wire

/// One-off dynos, from the order to the word of how they ended. No byte of what they read or print comes through here.
final class OneOffs: Sendable {
    /// Between two looks at whether a client is still there.
    private static let lookMilliseconds: Int64 = 500

    private let fleet: Fleet
    private let engine: any DynoEngine
    private let keeper: DynoKeeper
    private let logs: AppLogs
    private let limits: Configuration.DynoLimits

    init(fleet: Fleet, engine: any DynoEngine, keeper: DynoKeeper, logs: AppLogs, limits: Configuration.DynoLimits) {
        self.fleet = fleet
        self.engine = engine
        self.keeper = keeper
        self.logs = logs
        self.limits = limits
    }

    /// A dyno that has a place among the app's and is not started yet: it is in this runner's memory alone.
    struct Placed {
        let spec: DynoSpec
        let launch: DynoLaunch
        let order: OneOffOrder
        var name: String { spec.slot.name }
    }

    func run(_ order: OneOffOrder, _ streams: DynoStreams) throws -> (id: String, name: String) {
        let placed = try place(order)
        try start(placed, streams)
        return (placed.spec.id, placed.name)
    }

    func start(_ placed: Placed, _ streams: DynoStreams) throws {
        let id = placed.spec.id
        logs.system(placed.spec, "Starting process with command `\(placed.order.line)` by user \(placed.order.actor)")
        do {
            try withExtendedLifetime(streams) { try engine.start(placed.spec, placed.launch, streams) }
        } catch {
            let failure = keeper.starts.launches.failure(error)
            logs.system(placed.spec, "Cannot start: \(failure.message)")
            keeper.exits.clear(id)
            throw failure
        }
        // Its time counts from here on, whoever looks after it; whoever asked is to wait for it now.
        fleet.update { state in
            guard state.dynos[id]?.spec.isAttached == true else { return }
            state.dynos[id]?.errand.aloneAt = Moment.monotonicMilliseconds() + Errand.patienceMilliseconds
        }
        fleet.wake()
    }

    /// Takes a place among the app's, under a number that no other has.
    /// - Parameter leaving: of those that are there, how many are told to end for it: an app that has as many as it may have gets it.
    func place(_ order: OneOffOrder, leaving: Int = 0) throws -> Placed {
        let (spec, launch) = try keeper.starts.launches.make(order)
        let now = Moment.monotonicMilliseconds()
        return try fleet.update { state in
            let taken = state.dynos.values.map(\.spec.slot).filter { $0.kind == .oneOff && $0.app == spec.slot.app }.map(\.index)
            var random = SystemRandomNumberGenerator()
            guard let number = OneOffPlace.number(taken: Set(taken), most: limits.oneOffsMax + leaving, &random) else {
                throw Failure(
                    .limit,
                    "`\(spec.slot.app)` has \(taken.count) one-off dynos, and may have no more at once",
                    hint: "renga ps -a \(spec.slot.app) shows them; `dyno.one_offs_max` in config.yml is the limit"
                )
            }
            guard !state.stopping else { throw Failure(.unavailable, "the runner is being restarted", hint: "run it again in a moment") }
            var (placed, named) = (spec, launch)
            placed.slot.index = number
            placed.id = CageName.dyno(placed.slot.app, placed.slot.type, number)
            named.environment["DYNO"] = placed.slot.name
            var dyno = FleetState.Dyno(spec: placed, startedAt: now, changedAt: now)
            // Nobody can wait for it before it runs, however long that takes: it is not alone yet.
            dyno.errand.endsAt = keeper.starts.end(of: dyno)
            state.dynos[placed.id] = dyno
            return Placed(spec: placed, launch: named, order: order)
        }
    }

    /// It will not be started.
    func giveUp(_ placed: Placed) { fleet.update { $0.dynos[placed.spec.id] = nil } }

    func awaitEnd(of id: String, in app: AppName, _ client: any Client) throws -> AwaitDyno.Answer {
        let isThere = fleet.update { state in
            guard state.dynos[id]?.spec.slot.app == app else { return state.finished[id]?.app == app }
            state.dynos[id]?.errand.aloneAt = nil
            return true
        }
        guard isThere else { throw Failure(.notFound, "nobody knows any more how it ended") }
        while true {
            let deadline = Moment.monotonicMilliseconds() + Self.lookMilliseconds
            let answer: AwaitDyno.Answer? = try fleet.wait(until: deadline) { state in
                if let finished = state.finished.removeValue(forKey: id) {
                    return AwaitDyno.Answer(status: finished.end.status, reason: finished.reason)
                }
                guard state.dynos[id] != nil else { throw Failure(.notFound, "nobody knows any more how it ended") }
                guard !state.stopping else { throw Failure(.unavailable, "the runner is being restarted") }
                return nil
            }
            if let answer { return answer }
            guard client.hasHungUp else { continue }
            fleet.update { $0.dynos[id]?.errand.aloneAt = Moment.monotonicMilliseconds() }
            fleet.wake()
            throw Failure(.cancelled, "the client went away")
        }
    }
}

extension DynoStarts {
    /// A one-off dyno that was found: whoever has asked for it is given the time to wait for it.
    func resume(_ dyno: inout FleetState.Dyno, now: Int64) {
        if dyno.phase == .starting { dyno.phase = .up }
        if dyno.spec.isAttached == true { dyno.errand.aloneAt = now + Errand.patienceMilliseconds }
        dyno.errand.endsAt = end(of: dyno)
    }

    /// When the time of a one-off dyno is over.
    func end(of dyno: FleetState.Dyno) -> Int64 { dyno.startedAt + Int64(limits.oneOffSecondsMax) * 1000 }
}

extension FleetState {
    /// For whoever comes back: the runner may have been restarted meanwhile.
    private static let rememberedMilliseconds: Int64 = 600_000

    /// Keeps how it ended.
    /// - Parameter wasAsked: it was told to.
    mutating func finish(_ id: String, wasAsked: Bool, now: Int64) {
        finished = finished.filter { now - $0.value.at < Self.rememberedMilliseconds }
        guard let dyno = dynos[id], let end = dyno.end else { return }
        let isLate = dyno.errand.endsAt.map { $0 <= now } ?? false
        let reason =
            end.outOfMemory
            ? "it was killed for its memory (R15)"
            : isLate ? "its time was over: `dyno.one_off_seconds_max` in config.yml" : wasAsked ? "it was stopped" : nil
        finished[id] = (end, reason, dyno.spec.slot.app, now)
    }
}
