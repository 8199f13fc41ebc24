import Model
import Planning

/// What has to be so of one-off dynos and jobs, whatever happens.
extension World {
    struct JobTime: Hashable {
        let app: Int
        let key: String
        let time: Int64
    }

    /// It has just begun to run.
    func judgeStart(_ index: Int) {
        let oneOff = oneOffs[index]
        oneOffs[index].launches += 1
        if oneOffs[index].launches > 1 { fault("one-off \(index) is started twice") }
        let alive = containers.values.filter { $0.life == .runs && $0.spec.slot.kind == .oneOff }
        if alive.count > Self.oneOffsMax { fault("\(alive.count) one-off dynos run, and \(Self.oneOffsMax) may") }
        if Set(alive.map(\.spec.slot.name)).count < alive.count { fault("two one-off dynos have one name") }
        guard let key = oneOff.job, let time = oneOff.time else { return }
        sightings.saw(.jobRan)
        // Where a clock was far ahead, times come again: docs/cron.md.
        if !jobTimes.insert(JobTime(app: oneOff.app, key: key, time: time)).inserted, !wasSetFar { fault("\(key) of \(time) is run twice") }
        if time % 60 != 0 { fault("\(key) of \(time) is no time of its schedule") }
        let policy = policies["\(oneOff.app) \(key)"]
        // One that somebody has started by hand meanwhile is none of the clock's.
        let others = alive.filter { other in
            other.spec.job == key && other.spec.id != oneOff.dyno && other.spec.slot.deploy >= ledger.firstDeploy
                && oneOffOf[other.spec.id].map { oneOffs[$0].time != nil } ?? false
        }
        if policy == .forbid, !others.isEmpty { fault("\(key) overlaps: \(others.map(\.spec.id)) runs as well") }
    }

    /// Before it is told to end, or ended. A release is no reason.
    func judgeEnding(_ id: String) {
        guard let index = oneOffOf[id], let dyno = runner?.dynos[id], containers[id]?.life == .runs else { return }
        let oneOff = oneOffs[index]
        let isGone = !ledger.isThere || oneOff.app != ledger.appNumber
        let isLate = dyno.errand.endsAt.map { $0 <= now } ?? false
        let isWaitedFor = oneOff.kind != .attached || oneOff.client == .waits && runner?.awaited.contains(index) == true
        if !isGone, !isLate, oneOff.stoppedAt == nil, isWaitedFor { fault("\(id) is ended, and nobody wants that") }
    }

    /// In each look, while nothing dies.
    func judgeErrands() {
        guard isCalm, let runner else { return }
        var overstays: [String: Overstay] = [:]
        for container in containers.values where container.life == .runs && container.spec.slot.kind == .oneOff {
            let id = container.spec.id
            guard let reason = reasonToEnd(container, runner) else { continue }
            let before = self.overstays[id].flatMap { $0.reason == reason ? $0 : nil }
            var overstay = before ?? Overstay(reason, limits: Self.limits)
            if !overstay.look(now: now) { fault("\(id) outlives \(reason.rawValue)") }
            overstays[id] = overstay
        }
        self.overstays = overstays
    }

    /// Why one is to end that runs; nil: it is not.
    private func reasonToEnd(_ container: Container, _ runner: RunnerProcess) -> Overstay.Reason? {
        guard let index = oneOffOf[container.spec.id] else { return nil }
        let oneOff = oneOffs[index]
        if oneOff.app != ledger.appNumber || !ledger.isThere { return .app }
        // A runner forgets it with its end.
        if let stoppedAt = oneOff.stoppedAt, stoppedAt >= runner.startedAt { return .stop }
        if now >= max(runner.startedAt, container.startedAt) + oneOffMilliseconds { return .time }
        // Somebody looks after it in the runner until that one has noticed.
        let isAttended = runner.awaited.contains(index) || runner.runs.contains { $0.oneOff == index }
        return oneOff.kind == .attached && oneOff.client == .left && !isAttended ? .client : nil
    }

    /// Nothing of this is under way any more.
    var isErrandsQuiet: Bool {
        guard let runner, runner.runs.isEmpty, runner.awaited.isEmpty, !oneOffs.contains(where: { $0.client == .waits }),
            runner.cron == .look || runner.cron == .begin,
            runner.cronQueue.isEmpty, !containers.values.contains(where: { $0.spec.slot.kind == .oneOff }),
            !runner.dynos.values.contains(where: { $0.spec.slot.kind == .oneOff })
        else { return false }
        guard ledger.current != nil || !ledger.isThere else { return true }
        let entries = entries
        return Set(entries.map(\.key)) == Set(ledger.jobs.runs.keys) && entries.allSatisfy { due($0, now: wall) == nil }
    }

    /// Once it is quiet.
    func judgeEndOfErrands() {
        for (index, oneOff) in oneOffs.enumerated() where oneOff.client == .asks { fault("one-off \(index): nobody answers its client") }
        for (key, run) in ledger.jobs.runs.sorted(by: { $0.key < $1.key }) {
            if run.plannedAt != nil, run.result == nil { fault("\(key) of \(run.plannedAt ?? 0): nobody says how it ended") }
            if !ledger.isThere { fault("\(key) is left of an app that is gone") }
        }
        guard !wasSet, ledger.current != nil else { return }
        for entry in entries where entry.kind.words == "* * * * *" {
            let time = wall - wall % 60
            guard entry.since < time, let run = ledger.jobs.runs[entry.key] else { continue }
            if run.seenAt < time { fault("\(entry.key) of \(time) was due, and nobody has seen to it") }
        }
    }
}
