import Model
import Planning

/// What the runner does to dynos, and how it learns what became of them.
extension World {
    func act(_ action: FleetPlan.Action) {
        note("runner: \(action)")
        switch action {
        case .start(let slot): make(slot)
        case .retire: return
        case .terminate(let id): terminate(id)
        case .hangUp(let id): hangUp(id)
        case .kill(let id, let cause): kill(id, cause)
        case .clear(let id): clear(id)
        }
    }

    private func make(_ slot: DynoSlot) {
        let id = "\(slot.name).\(slot.deploy).\(number())"
        let spec = DynoSpec(
            id: id,
            slot: slot,
            port: 1,
            command: "run",
            healthcheck: nil,
            startedAt: now,
            vintage: ledger.orders.vintage(slot)
        )
        if runner?.dynos.values.contains(where: { $0.spec.slot == slot && $0.phase == .up }) == true { sightings.saw(.replaced) }
        containers[id] = Container(spec: spec)
        runner?.dynos[id] = RunnerProcess.Dyno(spec: spec, startedAt: now, changedAt: now)
        runner?.launching.append(id)
    }

    func launch(_ id: String) {
        runner?.launching.removeAll { $0 == id }
        guard containers[id]?.life == .made else { return }
        containers[id]?.life = .runs
        containers[id]?.startedAt = now
        runner?.dynos[id]?.launchedAt = now
        note("runner: \(id) runs")
    }

    func retire(_ id: String, _ runner: RunnerProcess) {
        guard runner.dynos[id]?.retire(now: now) == true else { return }
        note("runner: \(id) leaves the routes")
        sightings.saw(.retired)
    }

    private func terminate(_ id: String) {
        guard runner?.dynos[id]?.phase == .draining else { return }
        sightings.saw(.terminated)
        judgeStop(id)
        judgeEnding(id)
        runner?.dynos[id]?.phase = .stopping
        runner?.dynos[id]?.changedAt = now
        // There may be nobody yet to hear it, and what sends it may fail.
        guard containers[id]?.life == .runs, isCalm || !chance(10) else { return }
        containers[id]?.isTold = true
    }

    private func kill(_ id: String, _ cause: DynoExit.Cause) {
        guard let dyno = runner?.dynos[id], dyno.phase != .ended else { return }
        switch cause {
        case .late: sightings.saw(.killedLate)
        case .silent: sightings.saw(.killedSilent)
        case .unheard: sightings.saw(.killedUnheard)
        case .again: sightings.saw(.killedAgain)
        case .deaf: sightings.saw(.killedDeaf)
        }
        judgeStop(id)
        judgeEnding(id)
        runner?.dynos[id]?.killedAt = now
        guard containers[id]?.life == .runs, isCalm || !chance(10) else { return }
        endContainer(id)
    }

    func endContainer(_ id: String) {
        containers[id]?.life = .ended
        containers[id]?.answers = false
    }

    private func clear(_ id: String) {
        runner?.dynos[id] = nil
        containers[id] = nil
    }

    /// Whether there is something that the runner does not know of a dyno, or has not done about it.
    func hasNews(_ id: String, _ runner: RunnerProcess) -> Bool {
        guard let dyno = runner.dynos[id], let container = containers[id], dyno.launchedAt != nil else { return false }
        switch dyno.phase {
        case .ended: return false
        case _ where container.life == .ended: return true
        // Who did not answer in its time is asked no more.
        case .starting: return !dyno.isSilent && (container.answers || isLate(dyno))
        case .up: return !container.isMarked
        case .draining, .stopping: return false
        }
    }

    private func isLate(_ dyno: RunnerProcess.Dyno) -> Bool { now - (dyno.launchedAt ?? now) > Self.bootMillisecondsMax }

    func learn(_ id: String) {
        guard let dyno = runner?.dynos[id], let container = containers[id] else { return }
        if container.life == .ended { return ended(id, dyno) }
        switch dyno.phase {
        case .starting where container.answers:
            runner?.dynos[id]?.phase = .up
            runner?.dynos[id]?.changedAt = now
            note("runner: \(id) is up")
        case .starting:
            runner?.dynos[id]?.isSilent = true
            note("runner: \(id) did not answer in its time")
        case .up: containers[id]?.isMarked = true
        case .draining, .stopping, .ended: return
        }
    }

    private func ended(_ id: String, _ dyno: RunnerProcess.Dyno) {
        note("runner: \(id) has ended")
        if dyno.spec.slot.kind == .oneOff {
            if dyno.spec.isAttached == true || dyno.spec.job != nil { runner?.finished[id] = now }
            if dyno.phase == .draining || dyno.phase == .stopping { return clear(id) }
            runner?.dynos[id]?.phase = .ended
            return
        }
        if dyno.phase == .draining || dyno.phase == .stopping { return clear(id) }
        let history = runner?.histories[dyno.spec.slot] ?? .init()
        runner?.histories[dyno.spec.slot] = Self.restarts.crashed(history, lived: now - dyno.startedAt, now: now)
        runner?.dynos[id]?.phase = .ended
        runner?.dynos[id]?.hasEnded = true
    }

    /// What containers do by themselves.
    func stepContainers() {
        let alive = containers.values.filter { $0.life == .runs && (!isCalm || $0.isTold || !$0.answers) }.map(\.spec.id).sorted()
        guard !alive.isEmpty else { return stepRunner() }
        let id = alive[pick(alive.count)]
        guard let container = containers[id] else { return }
        if let index = oneOffOf[id] { return stepOneOff(container, index) }
        let isBad = ledger.row(container.spec.slot.deploy).isBad
        if container.isTold {
            // One in five has not heard of SIGTERM.
            if !chance(20) { endContainer(id) }
        } else if !container.answers, !isBad {
            containers[id]?.answers = true
        } else if isBad ? chance(40) : !isCalm && chance(3) {
            note("\(id) crashes")
            endContainer(id)
        }
    }
}
