import Ledger
import Linux
import Model
import Operations
import Planning

/// What is known of a job's runs: in the ledger, and in the fleet.
extension CronKeeper {
    func notStarted(_ entry: AppCron.Entry, _ app: AppName, _ error: any Error) -> String {
        let words = (error as? Failure)?.message ?? "\(error)"
        logs.api(app, "Job \(entry.id) could not be started: \(words)")
        return "not started: \(words)"
    }

    func found(_ key: String, of app: AppRow) throws -> (AppCron, AppCron.Entry)? {
        try platform.ledger.read { db in
            guard let row = try db.app(id: app.id) else { return nil }
            let cron = try AppCron(of: row, db, slugs)
            guard cron.deploy != nil, let entry = cron.entries.first(where: { $0.key == key }) else { return nil }
            return (cron, entry)
        }
    }

    /// - Returns: nil where the app, or the job, is not there any more.
    @discardableResult
    func write<T>(_ key: String, of app: AppRow, _ body: (Transaction) throws -> T) throws -> T? {
        try platform.ledger.write { db in
            guard let row = try db.app(id: app.id), try AppCron(of: row, db, slugs).entries.contains(where: { $0.key == key }) else {
                return nil
            }
            return try body(db)
        }
    }

    /// Dynos of a job's that have not ended, those that are being started included.
    func running(_ entry: AppCron.Entry, _ app: AppName) -> [DynoSpec] {
        fleet.read { state in
            state.dynos.values.filter { $0.phase != .ended }.map(\.spec).filter { spec in
                guard spec.slot.app == app, spec.slot.kind == .oneOff, spec.slot.type == AppCron.type else { return false }
                // A runner of the version before says in the row alone what it has started.
                return spec.job.map { $0 == entry.key } ?? (entry.run?.result == nil && entry.run?.dyno == spec.slot.name)
            }
        }
    }

    /// Until it has ended, or this runner does.
    func wait(_ id: String, _ key: String, _ app: AppRow, _ dyno: String) {
        while !fleet.read(\.stopping) {
            let result: String? = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000, slice: 60_000) { state in
                if let finished = state.finished.removeValue(forKey: id) {
                    return finished.reason ?? "exited \(finished.end.status)"
                }
                if state.dynos[id] == nil { return "ended" }
                return state.stopping ? "" : nil
            }
            guard let result else { continue }
            return result.isEmpty ? () : end(key, app, dyno, result)
        }
    }

    func end(_ key: String, _ app: AppRow, _ dyno: String, _ result: String) {
        Diagnostics.attempt("write down how a job of \(app.name) ended") {
            try platform.ledger.write { try $0.endCronRun(key, of: app.id, dyno: dyno, result: result, now: Moment.wallMicroseconds()) }
        }
    }

    /// What the runner before has started: it may still run, or have ended meanwhile.
    func resume() throws {
        let all = try platform.ledger.read { db in try db.apps().map { try AppCron(of: $0, db, slugs) } }
        for cron in all {
            for entry in cron.entries {
                guard let run = entry.run, run.plannedAt != nil, run.result == nil else { continue }
                let (app, key) = (cron.app, entry.key)
                let id = run.dyno.flatMap { dyno in
                    fleet.read { state in
                        (Array(state.dynos.keys) + state.finished.keys).first { CageName.isDyno($0, of: app.name, named: dyno) }
                    }
                }
                guard let id, let dyno = run.dyno else {
                    let words = "unknown: the runner was restarted"
                    Diagnostics.attempt("write down a job of \(app.name)") {
                        let now = Moment.wallMicroseconds()
                        try platform.ledger.write { try $0.endCronRun(key, of: app.id, dyno: run.dyno, result: words, now: now) }
                    }
                    continue
                }
                inBackground("job") { [self] in wait(id, key, app, dyno) }
            }
        }
    }
}
