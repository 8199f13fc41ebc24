import Model
import Planning

/// What has to be so of one-off dynos and jobs, whatever happens.
extension World {
    struct JobTime: Hashable {
        let app: Int
        let key: String
        let time: Int64
    }

    /// For the runner to do what is due, beside the times of `Errand` and `DynoExit`.
    private static let leeway: Int64 = 30_000

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
        if !isGone, !isLate, !oneOff.isStopped, isWaitedFor { fault("\(id) is ended, and nobody wants that") }
    }

    /// In each look, while nothing dies.
    func judgeErrands() {
        guard isCalm, let runner else { return }
        for container in containers.values where container.life == .runs && container.spec.slot.kind == .oneOff {
            guard let index = oneOffOf[container.spec.id] else { continue }
            let oneOff = oneOffs[index]
            let began = max(runner.startedAt, calmAt, container.startedAt)
            let stop = Self.limits.stopMilliseconds + Self.limits.killAgainMilliseconds + Self.leeway
            if oneOff.app != ledger.appNumber || !ledger.isThere, now > began + stop { fault("\(container.spec.id) outlives its app") }
            if now > began + oneOffMilliseconds + stop { fault("\(container.spec.id) outlives its time") }
            guard oneOff.kind == .attached, let leftAt = oneOff.leftAt else { continue }
            let patience = Errand.patienceMilliseconds + Errand.pauseMilliseconds * Int64(Errand.hangUpsMax + 1)
            if now > max(began, leftAt) + patience + Self.leeway { fault("\(container.spec.id) outlives its client's patience") }
        }
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
