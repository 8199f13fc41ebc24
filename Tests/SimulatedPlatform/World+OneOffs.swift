import Model
import Planning

/// One-off dynos, from the order to the word of how they ended, as in `Runner/OneOffs`; and those who wait for them.
extension World {
    static let oneOffsMax = 3

    func askForOneOff() {
        let kind: OneOff.Kind = chance(60) ? .attached : .detached
        begin(kind, client: .asks)
    }

    /// - Returns: its place among all.
    @discardableResult
    func begin(_ kind: OneOff.Kind, client: OneOff.Client) -> Int {
        let new = OneOff(kind: kind, app: ledger.appNumber, isEndless: chance(50), isDeaf: chance(40), client: client)
        oneOffs.append(new)
        note("one-off \(oneOffs.count - 1): \(kind) is asked for")
        guard client == .asks else { return oneOffs.count - 1 }
        guard runner != nil else {
            leave(oneOffs.count - 1)
            return oneOffs.count - 1
        }
        runner?.runs.append(RunnerProcess.Run(oneOff: oneOffs.count - 1, step: .make))
        return oneOffs.count - 1
    }

    func leave(_ index: Int) {
        guard oneOffs[index].client == .asks || oneOffs[index].client == .waits else { return }
        note("one-off \(index): its client goes")
        oneOffs[index].client = .left
    }

    /// Who waits asks, and asks again where the runner is another.
    func stepClient(_ index: Int) {
        guard let runner, let id = oneOffs[index].dyno, !runner.awaited.contains(index) else { return }
        guard runner.finished[id] == nil, runner.dynos[id] != nil else {
            runner.finished[id] = nil
            return oneOffs[index].client = .told
        }
        runner.dynos[id]?.errand.aloneAt = nil
        runner.awaited.insert(index)
        note("one-off \(index): its client waits")
    }

    /// The runner's conversation with one who waits.
    func stepAwaited(_ index: Int) {
        guard let runner, let id = oneOffs[index].dyno else { return }
        if runner.finished[id] != nil || runner.dynos[id] == nil {
            runner.finished[id] = nil
            runner.awaited.remove(index)
            if oneOffs[index].client == .waits { oneOffs[index].client = .told }
        } else if oneOffs[index].client == .left {
            runner.awaited.remove(index)
            runner.dynos[id]?.errand.aloneAt = now
        }
    }

    /// The next effect of one that is being started, or looked after.
    func stepRun(_ place: Int) {
        guard let runner else { return }
        let run = runner.runs[place]
        let index = run.oneOff
        switch run.step {
        case .make:
            guard ledger.isThere, let current = ledger.current else { return refuse(place) }
            // A job is one of the app that it was asked of.
            guard oneOffs[index].job == nil || oneOffs[index].app == ledger.appNumber else { return refuse(place) }
            oneOffs[index].app = ledger.appNumber
            runner.runs[place].deploy = current
            runner.runs[place].step = .place
        case .place:
            guard let deploy = run.deploy, takePlace(index, deploy, runner) else { return refuse(place) }
            if case .job(let key, nil) = oneOffs[index].kind {
                guard writeDown(key, at: wall, seen: nil, index) else { return refuse(place) }
            }
            runner.runs[place].step = .folder
        case .folder:
            guard let id = oneOffs[index].dyno, let dyno = runner.dynos[id] else { return refuse(place) }
            containers[id] = Container(spec: dyno.spec)
            runner.runs[place].step = .launch
        case .launch:
            guard let id = oneOffs[index].dyno else { return }
            guard isCalm || !chance(5) else {
                containers[id] = nil
                return refuse(place)
            }
            containers[id]?.life = .runs
            containers[id]?.startedAt = now
            runner.dynos[id]?.launchedAt = now
            if runner.dynos[id]?.phase == .starting { runner.dynos[id]?.phase = .up }
            note("runner: \(id) runs")
            sightings.saw(.oneOffRan)
            judgeStart(index)
            runner.runs[place].step = .answer
        case .answer:
            guard let id = oneOffs[index].dyno else { return }
            if oneOffs[index].kind == .attached { runner.dynos[id]?.errand.aloneAt = now + Errand.patienceMilliseconds }
            if oneOffs[index].client == .asks { oneOffs[index].client = oneOffs[index].kind == .attached ? .waits : .told }
            if oneOffs[index].job == nil { runner.runs.remove(at: place) } else { runner.runs[place].step = .watch }
        case .watch:
            guard let id = oneOffs[index].dyno, let key = oneOffs[index].job else { return }
            guard runner.finished[id] != nil || runner.dynos[id] == nil else { return }
            runner.finished[id] = nil
            if ledger.appNumber == oneOffs[index].app { ledger.jobs.end(key, id, "ended") }
            runner.runs.remove(at: place)
        }
    }

    /// What was begun of it is nothing.
    private func refuse(_ place: Int) {
        guard let run = runner?.runs.remove(at: place) else { return }
        note("one-off \(run.oneOff): cannot be started")
        sightings.saw(.oneOffRefused)
        let oneOff = oneOffs[run.oneOff]
        if let id = oneOff.dyno { runner?.dynos[id] = nil }
        if let key = oneOff.job, let id = oneOff.dyno, ledger.appNumber == oneOff.app { ledger.jobs.end(key, id, "not started") }
        oneOffs[run.oneOff].client = .told
    }

    func takePlace(_ index: Int, _ deploy: Int64, _ runner: RunnerProcess) -> Bool {
        let taken = Set(runner.dynos.values.map(\.spec.slot).filter { $0.kind == .oneOff }.map(\.index))
        guard let number = OneOffPlace.number(taken: taken, most: Self.oneOffsMax, &random) else { return false }
        let type = oneOffs[index].job == nil ? "run" : "scheduler"
        let slot = DynoSlot(app: app, deploy: deploy, kind: .oneOff, type: type, index: number)
        let id = "\(slot.name).\(self.number())"
        var spec = DynoSpec(id: id, slot: slot, port: 0, command: "work", healthcheck: nil, startedAt: now)
        spec.isAttached = oneOffs[index].kind == .attached
        spec.job = oneOffs[index].job
        var dyno = RunnerProcess.Dyno(spec: spec, startedAt: now, changedAt: now)
        dyno.errand.endsAt = now + oneOffMilliseconds
        runner.dynos[id] = dyno
        oneOffs[index].dyno = id
        oneOffOf[id] = index
        return true
    }

    /// One that was found: whoever has asked for it is given the time to wait for it.
    func resume(_ dyno: inout RunnerProcess.Dyno) {
        dyno.phase = .up
        if dyno.spec.isAttached == true { dyno.errand.aloneAt = now + Errand.patienceMilliseconds }
        dyno.errand.endsAt = dyno.startedAt + oneOffMilliseconds
    }

    func hangUp(_ id: String) {
        judgeEnding(id)
        sightings.saw(.hungUp)
        runner?.dynos[id]?.errand.hungUp(now: now)
        guard let index = oneOffOf[id], containers[id]?.life == .runs, isCalm || !chance(10) else { return }
        if !oneOffs[index].isDeaf { endContainer(id) }
    }

    /// What one does by itself.
    func stepOneOff(_ container: Container, _ index: Int) {
        if container.isTold {
            if !oneOffs[index].isDeaf, !chance(20) { endContainer(container.spec.id) }
        } else if !oneOffs[index].isEndless, chance(isCalm ? 30 : 6) {
            endContainer(container.spec.id)
        }
    }

    func stopOneOff() {
        let running = (runner?.ids ?? []).filter { oneOffOf[$0] != nil }
        guard let runner, !running.isEmpty else { return }
        stop(running[pick(running.count)], runner)
    }

    func stop(_ id: String, _ runner: RunnerProcess) {
        guard let index = oneOffOf[id] else { return }
        oneOffs[index].stoppedAt = now
        retire(id, runner)
    }
}
