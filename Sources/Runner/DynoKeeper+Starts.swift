import Glibc
import Linux
import Model
import Planning

/// From a slot to a dyno that is up.
extension DynoKeeper {
    func start(_ slot: DynoSlot) {
        let spec: DynoSpec
        let launch: DynoLaunch
        do {
            (spec, launch) = try launches.make(slot, taken: fleet.read { Set($0.dynos.values.map(\.spec.address)) })
        } catch {
            Diagnostics.say("cannot start \(slot.app) \(slot.name): \(error)")
            return crashed(slot, lived: 0, how: "could not be started: \(error)")
        }
        start(spec, launch)
    }

    func start(_ spec: DynoSpec, _ launch: DynoLaunch) {
        let now = Moment.monotonicMilliseconds()
        let isCandidate = fleet.update { state in
            state.dynos[spec.id] = FleetState.Dyno(spec: spec, startedAt: now, changedAt: now)
            return state.wanted.contains { $0.candidates.contains { $0.deploy == spec.slot.deploy } }
        }
        if isCandidate { logs.hold(spec.id) }
        logs.system(spec, "Starting process with command `\(spec.command)`")
        inBackground("start") {
            do {
                let watch = try self.engine.start(spec, launch)
                self.fleet.update { $0.dynos[spec.id]?.launchedAt = Moment.monotonicMilliseconds() }
                self.collector.follow(spec, path: self.engine.logPath(spec.id))
                // It was quicker than we were; what it said and how it ended is there all the same.
                guard let watch else { return self.ended(spec.id) }
                self.watcher.add(spec.id, watch.descriptor)
                // Told to stop before there was anybody to hear it: it has done nothing yet that would need time.
                if self.fleet.read({ $0.dynos[spec.id]?.phase }) == .stopping { self.kill(spec.id) }
                self.bringUp(spec)
            } catch {
                let failure = self.launches.failure(error)
                self.logs.system(spec, "Cannot start: \(failure.message)")
                self.fleet.update {
                    $0.dynos[spec.id]?.failure = "it could not be started: \(failure.message)"
                    $0.dynos[spec.id]?.startHint = failure.hint
                }
                self.ended(spec.id)
            }
        }
    }

    /// Waits until a dyno answers (a web dyno) or has lived long enough to count as up.
    func bringUp(_ spec: DynoSpec) {
        if spec.slot.isWeb {
            let clock = BootClock(limitMilliseconds: Int64(limits.bootSecondsMax) * 1000, cores: Processors.count)
            var probe = BootProbe(spec: spec, visits: visits(spec.slot.app), clock: clock, engine: engine) { [fleet] in
                fleet.read { $0.dynos[spec.id]?.phase != .starting }
            }
            switch probe.run() {
            case .answered(let status): markUp(spec, answer: status, insecure: probe.insecure)
            case .ended: return
            case .silent(let bound): fail(spec, probe.clock, bound: bound, sockets: bound ? [] : engine.listening(spec.id) ?? [])
            case .elsewhere(let sockets): fail(spec, probe.clock, bound: false, sockets: sockets)
            }
        } else {
            let settled = Moment.monotonicMilliseconds() + Int64(limits.settleMilliseconds)
            let gone: Bool? = fleet.wait(until: settled) { $0.dynos[spec.id]?.phase == .starting ? nil : true }
            if gone == nil { markUp(spec, answer: nil) }
        }
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

    /// Remembers across a restart of the runner that a dyno has answered. Where the disk does not take it, `tidy` does it later.
    func mark(_ id: String) {
        attempt("record that \(id) is up") {
            try launches.markUp(id, since: fleet.read { $0.dynos[id]?.changedAt } ?? Moment.monotonicMilliseconds())
            fleet.update { $0.dynos[id]?.isMarked = true }
        }
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
            state.dynos[spec.id]?.failure = advice ?? "Error R10 (Boot timeout): \(reason)"
            guard advice != nil else { return }
            state.dynos[spec.id]?.failedAfter = clock.isOver ? "in \(clock.words) (R10)" : "(R10)"
            state.dynos[spec.id]?.cure = ListenAdvice.cure(spec.command)
        }
        logs.system(spec, "Stopping process with SIGKILL")
        kill(spec.id)
    }
}
