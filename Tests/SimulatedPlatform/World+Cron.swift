import Model
import Planning

/// What the clock starts, as in `Runner/CronKeeper`: between any two of its effects something else happens.
extension World {
    /// The jobs that the app has now.
    var entries: [SimulatedJobs.Entry] {
        guard ledger.isThere else { return [] }
        let current = ledger.current.map { SimulatedJobs.declared(ledger.row($0).commit, since: ledger.releasedAt) } ?? []
        return current + ledger.jobs.added.sorted { $0.key < $1.key }.map(\.value)
    }

    func due(_ entry: SimulatedJobs.Entry, now: Int64) -> Int64? {
        CronTurn.due(entry.kind.schedule, in: .utc, seen: ledger.jobs.runs[entry.key]?.seenAt ?? entry.since, now: now)
    }

    func stepCron() {
        guard let runner else { return }
        switch runner.cron {
        case .resume:
            for (key, run) in ledger.jobs.runs.sorted(by: { $0.key < $1.key }) where run.plannedAt != nil && run.result == nil {
                if let id = run.dyno, let index = oneOffOf[id], runner.dynos[id] != nil {
                    runner.runs.append(RunnerProcess.Run(oneOff: index, step: .watch))
                } else {
                    ledger.jobs.end(key, run.dyno, "unknown")
                    sightings.saw(.jobUnknown)
                }
            }
            runner.cron = .look
        case .look:
            guard ledger.current != nil || !ledger.isThere else { return }
            register()
            let now = wall
            runner.cronQueue = entries.filter { due($0, now: now) != nil }.map(\.key)
            runner.cronNow = now
            runner.cron = runner.cronQueue.isEmpty ? .look : .begin
        case .begin:
            guard let key = runner.cronQueue.first else { return runner.cron = .look }
            runner.cronQueue.removeFirst()
            runner.cron = begin(key, runner) ?? (runner.cronQueue.isEmpty ? .look : .begin)
        case .write(let key, let time, let index):
            runner.cron = runner.cronQueue.isEmpty ? .look : .begin
            guard let id = oneOffs[index].dyno, writeDown(key, at: time, seen: time, index) else {
                note("one-off \(index): is given up")
                if let id = oneOffs[index].dyno { runner.dynos[id] = nil }
                return
            }
            note("runner: \(key) of \(time) is \(id)")
            runner.runs.append(RunnerProcess.Run(oneOff: index, step: .folder))
        }
    }

    private func register() {
        let entries = entries
        let keys = Set(entries.map(\.key))
        for key in ledger.jobs.runs.keys.filter({ !keys.contains($0) }) { ledger.jobs.runs[key] = nil }
        for entry in entries where ledger.jobs.runs[entry.key] == nil {
            ledger.jobs.runs[entry.key] = SimulatedJobs.Run(seenAt: entry.since)
        }
    }

    /// - Returns: what comes next; nil: nothing of this job.
    private func begin(_ key: String, _ runner: RunnerProcess) -> RunnerProcess.CronStep? {
        guard let entry = entries.first(where: { $0.key == key }), let time = due(entry, now: runner.cronNow),
            let deploy = ledger.current
        else { return nil }
        let running = runner.dynos.values.filter { $0.spec.job == key && $0.phase != .ended }.map(\.spec.id).sorted()
        switch CronTurn.step(entry.kind.policy, isRunning: !running.isEmpty) {
        case .begin: break
        case .passOver:
            sightings.saw(.jobPassedOver)
            ledger.jobs.runs[key, default: SimulatedJobs.Run(seenAt: time)].seenAt = time
            return nil
        case .replace:
            sightings.saw(.jobReplaced)
            for id in running { stop(id, runner) }
        }
        policies["\(ledger.appNumber) \(key)"] = entry.kind.policy
        let index = begin(.job(key, time: time), client: .told)
        guard takePlace(index, deploy, runner) else {
            sightings.saw(.oneOffRefused)
            ledger.jobs.runs[key] = SimulatedJobs.Run(seenAt: time, plannedAt: time, dyno: nil, result: "not started")
            return nil
        }
        return .write(key, time, index)
    }

    /// - Returns: false where the app, or the job, is not there any more.
    func writeDown(_ key: String, at time: Int64, seen: Int64?, _ index: Int) -> Bool {
        guard ledger.isThere, ledger.appNumber == oneOffs[index].app,
            let entry = entries.first(where: { $0.key == key })
        else { return false }
        let seen = seen ?? ledger.jobs.runs[key]?.seenAt ?? entry.since
        ledger.jobs.runs[key] = SimulatedJobs.Run(seenAt: seen, plannedAt: time, dyno: oneOffs[index].dyno, result: nil)
        return true
    }

    func changeJobs() {
        guard ledger.isThere else { return }
        if ledger.jobs.added.count < 3, chance(70) {
            ledger.jobs.add(SimulatedJobs.kinds[pick(SimulatedJobs.kinds.count)], now: wall)
        } else if let number = ledger.jobs.added.keys.sorted().first {
            ledger.jobs.remove(number)
        }
        note("jobs: \(entries.map(\.key))")
    }

    func runJob() {
        let entries = entries
        guard !entries.isEmpty else { return }
        begin(.job(entries[pick(entries.count)].key, time: nil), client: .asks)
    }

    /// By less than an hour mostly.
    func setClock() {
        let isFar = chance(10)
        wallSet += Int64((chance(50) ? 1 : -1) * (isFar ? 7_200 + pick(200_000) : 1 + pick(3_000)))
        if isFar { wasSetFar = true }
        wasSet = true
        sightings.saw(.clockSet)
        note("the clock is set to \(wall)")
    }

    /// Where nobody works on it; it comes back as another app of its name.
    func destroyOrCreate() {
        guard ledger.isThere else {
            ledger.create()
            return note("the app is there again, its deploys from \(ledger.firstDeploy) on")
        }
        guard let runner, pushes.allSatisfy(\.isOver), builders.isEmpty, runner.changes.isEmpty, runner.requests.isEmpty, appLock == nil,
            buildLock == nil, ledger.unsettled.isEmpty
        else { return }
        sightings.saw(.destroyed)
        ledger.destroy()
        ref = nil
        isRefLocked = false
        note("the app is destroyed")
        // Somebody who begins anew does so at once.
        if chance(50) { destroyOrCreate() }
    }
}
