import Ledger
import Linux
import Model
import Operations
import Planning

/// Starts jobs when they are due, and writes down what becomes of them. What is due is decided by `CronTurn`, from the ledger alone.
final class CronKeeper: Sendable {
    private let platform: Platform
    private let fleet: Fleet
    private let oneOffs: OneOffs
    private let logs: AppLogs

    init(platform: Platform, fleet: Fleet, oneOffs: OneOffs, logs: AppLogs) {
        self.platform = platform
        self.fleet = fleet
        self.oneOffs = oneOffs
        self.logs = logs
    }

    func start() {
        inBackground("cron") { [self] in
            Diagnostics.attempt("look after jobs of the runner before") { try resume() }
            while !fleet.read(\.stopping) {
                Diagnostics.attempt("look at what is due") { try look(now: Moment.wallMicroseconds() / 1_000_000) }
                // Jobs are due when a minute begins.
                fleet.rest(60_010 - Moment.wallMicroseconds() / 1000 % 60_000)
            }
        }
    }

    /// - Parameter now: seconds since 1970.
    func look(now: Int64) throws {
        let all = try platform.ledger.read { db in try db.apps().map { try AppCron(of: $0, db) } }
        for cron in all where cron.deploy != nil && cron.isOn {
            for entry in cron.entries {
                // What is wrong with one job holds up no other.
                Diagnostics.attempt("run the job \(entry.id) of \(cron.app.name)") {
                    let schedule = try CronSchedule(entry.job.schedule)
                    guard let zone = SystemZones.rules(entry.job.zone),
                        let due = CronTurn.due(schedule, in: zone, last: entry.run?.seenAt, since: entry.since, now: now)
                    else { return }
                    try run(entry, of: cron, due: due)
                }
            }
        }
    }

    private func run(_ entry: AppCron.Entry, of cron: AppCron, due: Int64) throws {
        let (app, key) = (cron.app, entry.key)
        if let before = running(entry, app.name) {
            switch entry.job.concurrency ?? .allow {
            case .allow: break
            case .forbid:
                logs.api(app.name, "Job \(entry.id) is passed over: \(before.slot.name) still runs it (concurrency_policy forbid)")
                return try platform.ledger.write { try $0.skipCronRun(key, of: app.id, at: due) }
            case .replace:
                logs.api(app.name, "Job \(entry.id) is due again: \(before.slot.name) is stopped (concurrency_policy replace)")
                fleet.update { $0.retire(before.id, now: Moment.monotonicMilliseconds()) }
            }
        }
        try platform.ledger.write { db in
            try db.keepCronRuns(Set(cron.entries.map(\.key)), of: app.id)
            try db.beginCronRun(key, of: app.id, at: due)
        }
        inBackground("job") { [self] in
            let result: String?
            do {
                let dyno = try oneOffs.run(try cron.order(entry, actor: Self.actor), .logged)
                note(app, key, due, dyno: dyno.name, result: nil)
                result = ended(dyno.id)
            } catch {
                let words = (error as? Failure)?.message ?? "\(error)"
                logs.api(app.name, "Job \(entry.id) could not be started: \(words)")
                result = "not started: \(words)"
            }
            if let result { note(app, key, due, dyno: nil, result: result) }
        }
    }

    /// Who asks, in the app's log.
    private static let actor = "scheduler"

    /// The dyno of a job's last run, which has no result yet.
    private func running(_ entry: AppCron.Entry, _ app: AppName) -> DynoSpec? {
        guard let run = entry.run, let time = run.plannedAt, run.result == nil else { return nil }
        return fleet.read { state in
            state.dynos.values.map(\.spec).first { spec in
                let slot = spec.slot
                guard slot.app == app, slot.kind == .oneOff, slot.type == AppCron.type else { return false }
                // While it is being started, and where the runner died meanwhile, its name is not written down yet.
                return run.dyno.map { slot.name == $0 } ?? (spec.command == entry.job.command && spec.startedAt / 1_000_000 >= time)
            }
        }
    }

    /// nil: this runner ends before.
    private func ended(_ id: String) -> String? {
        while !fleet.read(\.stopping) {
            let result: String? = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000, slice: 60_000) { state in
                if let finished = state.finished.removeValue(forKey: id) {
                    return finished.reason ?? "exited \(finished.end.status)"
                }
                if state.dynos[id] == nil { return "ended" }
                return state.stopping ? "" : nil
            }
            if let result { return result.isEmpty ? nil : result }
        }
        return nil
    }

    private func note(_ app: AppRow, _ key: String, _ time: Int64, dyno: String?, result: String?) {
        Diagnostics.attempt("write down a job of \(app.name)") {
            try platform.ledger.write { try $0.noteCronRun(key, of: app.id, at: time, dyno: dyno, result: result) }
        }
    }

    /// What the runner before has started: it may still run, or have ended meanwhile.
    private func resume() throws {
        let all = try platform.ledger.read { db in try db.apps().map { try AppCron(of: $0, db) } }
        for cron in all {
            for entry in cron.entries {
                guard let run = entry.run, let time = run.plannedAt, run.result == nil else { continue }
                let spec = running(entry, cron.app.name)
                let prefix = run.dyno.map { "\(cron.app.name).\($0)." }
                let ended = fleet.read { state in prefix.flatMap { prefix in state.finished.keys.first { $0.hasPrefix(prefix) } } }
                guard let id = spec?.id ?? ended else {
                    note(cron.app, entry.key, time, dyno: nil, result: "unknown: the runner was restarted")
                    continue
                }
                inBackground("job") { [self] in
                    note(cron.app, entry.key, time, dyno: spec?.slot.name, result: nil)
                    if let result = self.ended(id) { note(cron.app, entry.key, time, dyno: nil, result: result) }
                }
            }
        }
    }
}
