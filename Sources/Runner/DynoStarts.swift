import Glibc
import Linux
import Model
import Operations
import Planning

/// From a slot to a dyno that is up. Everything that blocks runs in a thread of its own.
final class DynoStarts: Sendable {
    private let fleet: Fleet
    private let engine: any DynoEngine
    let launches: DynoLaunches
    private let logs: AppLogs
    private let exits: DynoExits
    let limits: Configuration.DynoLimits

    init(
        fleet: Fleet,
        engine: any DynoEngine,
        launches: DynoLaunches,
        logs: AppLogs,
        exits: DynoExits,
        limits: Configuration.DynoLimits
    ) {
        self.fleet = fleet
        self.engine = engine
        self.launches = launches
        self.logs = logs
        self.exits = exits
        self.limits = limits
    }

    func start(_ slot: DynoSlot) {
        let spec: DynoSpec
        let launch: DynoLaunch
        do {
            (spec, launch) = try launches.make(slot)
        } catch {
            Diagnostics.say("cannot start \(slot.app) \(slot.name): \(error)")
            return exits.crashed(slot, lived: 0, how: "could not be started: \(error)")
        }
        start(spec, launch)
    }

    func start(_ spec: DynoSpec, _ launch: DynoLaunch) {
        let now = Moment.monotonicMilliseconds()
        // In one look: whoever finds its storage full from here on finds this dyno as well.
        let (isCandidate, isFull) = fleet.update { state in
            state.dynos[spec.id] = FleetState.Dyno(spec: spec, startedAt: now, changedAt: now)
            let isCandidate = state.wanted.contains { $0.candidates.contains { $0.deploy == spec.slot.deploy } }
            return (isCandidate, state.fullStorage.contains(spec.slot.app))
        }
        let launch = isFull ? launch.readingAlone : launch
        if isCandidate { logs.hold(spec.id) }
        logs.system(spec, "Starting process with command `\(spec.command)`")
        inBackground("start") {
            do {
                try self.engine.start(spec, launch, .logged)
            } catch {
                let failure = self.launches.failure(error)
                self.logs.system(spec, "Cannot start: \(failure.message)")
                self.fleet.update {
                    $0.dynos[spec.id]?.failure = "it could not be started: \(failure.message)"
                    $0.dynos[spec.id]?.startHint = failure.hint
                }
                self.exits.ended(spec.id, nil)
            }
        }
    }

    /// It runs.
    func started(_ spec: DynoSpec, at endpoint: DynoEndpoint) {
        fleet.update { state in
            state.dynos[spec.id]?.launchedAt = Moment.monotonicMilliseconds()
            state.dynos[spec.id]?.endpoint = endpoint
        }
        // Nobody waits for what it has to show first.
        if spec.slot.kind == .oneOff { return markUp(spec, answer: nil) }
        // It may have been told to stop before there was anybody to hear it: the plan sees to that.
        fleet.wake()
        inBackground("probe") { self.bringUp(spec, at: endpoint) }
    }

    /// Waits until a dyno answers (a web dyno) or has lived long enough to count as up.
    func bringUp(_ spec: DynoSpec, at endpoint: DynoEndpoint) {
        if spec.slot.isWeb {
            let clock = BootClock(limitMilliseconds: Int64(limits.bootSecondsMax) * 1000, cores: Processors.count)
            let settings = launches.routerSettings
            let names = visits(spec.slot.app)
            var probe = BootProbe(spec, at: endpoint, visits: names, settings: settings, clock: clock, engine: engine) { [fleet] in
                fleet.read { $0.dynos[spec.id]?.phase != .starting }
            }
            switch probe.run() {
            case .answered(let status): check(spec) { self.markUp(spec, answer: status, insecure: probe.insecure) }
            case .ended: return
            case .silent(let bound): fail(spec, probe.clock, bound: bound, sockets: bound ? [] : engine.listening(spec.id) ?? [])
            case .elsewhere(let sockets): fail(spec, probe.clock, bound: false, sockets: sockets)
            case .wrong(let words): refuse(spec, words)
            case .closes: refuse(spec, "it takes connections on $PORT and closes them without a whole answer")
            }
        } else {
            let settled = Moment.monotonicMilliseconds() + Int64(limits.settleMilliseconds)
            let gone: Bool? = fleet.wait(until: settled) { $0.dynos[spec.id]?.phase == .starting ? nil : true }
            if gone == nil { check(spec) { self.markUp(spec, answer: nil) } }
        }
    }

    /// Asks what app.json has it asked beside a page.
    private func check(_ spec: DynoSpec, _ markUp: () -> Void) {
        guard let objection = StartupChecks(engine: engine, fleet: fleet).objection(spec) else { return markUp() }
        logs.system(spec, "Health check failed: \(objection)")
        fleet.update { state in
            state.dynos[spec.id]?.isSilent = true
            state.dynos[spec.id]?.failure = objection
            state.dynos[spec.id]?.startHint = "that is asked because of `healthchecks` in app.json"
        }
        fleet.wake()
    }

    /// By the one name that every app has, where the others cannot be read now: that it boots does not depend on them.
    private func visits(_ app: AppName) -> [Visit] {
        let table = fleet.read(\.table)
        do {
            return try launches.visits(app, table)
        } catch {
            Diagnostics.say("cannot read the domains of \(app): \(error)")
            return [launches.visit(app, table)]
        }
    }

    private func markUp(_ spec: DynoSpec, answer: Int?, insecure: String? = nil) {
        let cameUp = fleet.update { state in
            guard state.dynos[spec.id]?.phase == .starting else { return false }
            state.dynos[spec.id]?.phase = .up
            state.dynos[spec.id]?.answer = answer
            state.dynos[spec.id]?.insecure = insecure
            state.dynos[spec.id]?.changedAt = Moment.monotonicMilliseconds()
            return true
        }
        guard cameUp else { return }
        mark(spec.id)
        logs.system(spec, "State changed from starting to up")
        fleet.wake()
    }

    /// Remembers across a restart of the runner that a dyno has answered. Where that cannot be, `tidy` does it later.
    func mark(_ id: String) {
        Diagnostics.attempt("record that \(id) is up") {
            try engine.markUp(id, since: fleet.read { $0.dynos[id]?.changedAt } ?? Moment.monotonicMilliseconds())
            fleet.update { $0.dynos[id]?.isMarked = true }
        }
    }

    /// Remembers what could not be before.
    func tidy(now: Int64) {
        let due = fleet.read { state in
            state.dynos.values.filter { $0.phase == .up && !$0.isMarked && $0.changedAt + DynoExits.tidyMilliseconds <= now }.map(\.spec.id)
        }
        for id in due { inBackground("mark") { self.mark(id) } }
    }

    /// It answers, and not as visitors could be answered.
    private func refuse(_ spec: DynoSpec, _ words: String) {
        logs.system(spec, "Error H17 (Poorly formatted HTTP response) -> Web process cannot serve: \(words)")
        fleet.update { state in
            state.dynos[spec.id]?.isSilent = true
            state.dynos[spec.id]?.failure = words
            state.dynos[spec.id]?.startHint = "a web process speaks HTTP/1.1 on 0.0.0.0:$PORT; its command is `\(spec.command)`"
        }
        fleet.wake()
    }

    private func fail(_ spec: DynoSpec, _ clock: BootClock, bound: Bool, sockets: [ListeningSocket]) {
        let seconds = limits.bootSecondsMax
        let extra = clock.words == "\(seconds) s" ? "" : " (\((clock.passedMilliseconds + 500) / 1000) s on this busy machine)"
        let advice = ListenAdvice.words(sockets, port: spec.port)
        let reason: String
        if bound {
            reason = "it listens on $PORT, but did not answer a request within \(seconds) seconds\(extra)"
        } else if clock.isOver {
            reason = "Web process failed to bind to $PORT within \(seconds) seconds of launch\(extra)"
        } else {
            reason = "Web process failed to bind to $PORT"
        }
        logs.system(spec, "Error R10 (Boot timeout) -> \(reason)" + (advice.map { ": \($0)" } ?? ""))
        fleet.update { state in
            state.dynos[spec.id]?.isSilent = true
            state.dynos[spec.id]?.failure = advice ?? "Error R10 (Boot timeout): \(reason)"
            guard advice != nil else { return }
            state.dynos[spec.id]?.failedAfter = clock.isOver ? "in \(clock.words) (R10)" : "(R10)"
            state.dynos[spec.id]?.cure = ListenAdvice.cure(spec.command)
        }
        fleet.wake()
    }
}
