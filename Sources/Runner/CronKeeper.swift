import Ledger
import Linux
import Model
import Operations
import Planning

/// Starts jobs when they are due, and writes down what becomes of them. What is due is decided by `CronTurn`, from the ledger alone.
final class CronKeeper: Sendable {
    /// Who asks, in the app's log.
    private static let actor = "scheduler"

    let platform: Platform
    let fleet: Fleet
    private let oneOffs: OneOffs
    let logs: AppLogs
    let slugs = SlugJobs()
    /// Jobs whose time zone cannot be read, which is said once.
    private let unreadable = Monitor<Set<String>>([])

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

    /// Begins what is due, one job after the other: they take their dynos' time from each other else.
    /// - Parameter now: seconds since 1970.
    func look(now: Int64) throws {
        let due = try due(now)
        for (place, job) in due.enumerated() {
            if place > 0, fleet.rest(CronTurn.gap(of: due.count)) { return }
            // What is wrong with one job holds up no other.
            Diagnostics.attempt("run a job of \(job.app.name)") { try begin(job.key, of: job.app, now: now) }
        }
    }

    private func due(_ now: Int64) throws -> [(app: AppRow, key: String)] {
        let (all, digests) = try platform.ledger.read { db in
            let apps = try db.apps()
            return (try apps.map { try AppCron(of: $0, db, slugs) }, try apps.compactMap { try db.cronSource($0.id)?.slug })
        }
        slugs.keep(Set(digests))
        var found: [(place: Int, app: AppRow, key: String)] = []
        for cron in all where cron.deploy != nil && cron.isOn {
            Diagnostics.attempt("keep the jobs of \(cron.app.name)") { try register(cron) }
            for (place, entry) in cron.entries.enumerated() where time(entry, of: cron.app, now) != nil {
                found.append((place, cron.app, entry.key))
            }
        }
        // Who has many jobs is not before all others.
        return found.sorted { ($0.place, $0.app.name) < ($1.place, $1.app.name) }.map { ($0.app, $0.key) }
    }

    /// When a job came to be is written down the first time that it is seen, so that a release which changes nothing of it leaves it
    /// what it is; and one that goes and comes back is another.
    private func register(_ cron: AppCron) throws {
        let new = cron.entries.filter { $0.run == nil }
        guard !new.isEmpty || !cron.stale.isEmpty else { return }
        try platform.ledger.write { db in
            guard try db.app(id: cron.app.id) != nil else { return }
            for key in cron.stale { try db.forgetCronRun(key, of: cron.app.id) }
            for entry in new { try db.skipCronRun(entry.key, of: cron.app.id, at: entry.since) }
        }
    }

    /// The time that is due of a job.
    private func time(_ entry: AppCron.Entry, of app: AppRow, _ now: Int64) -> Int64? {
        let name = "\(app.id) \(entry.key)"
        guard let zone = SystemZones.rules(entry.job.zone) else {
            let isNews = unreadable.update { $0.insert(name).inserted }
            let words = SystemZones.unknown(entry.job.zone ?? "").message
            if isNews { logs.api(app.name, "Job \(entry.id) is never due: \(words)") }
            return nil
        }
        unreadable.update { _ = $0.remove(name) }
        do {
            return CronTurn.due(try CronSchedule(entry.job.schedule), in: zone, seen: entry.seen, now: now)
        } catch {
            Diagnostics.say("the job \(entry.id) of \(app.name): \(error)")
            return nil
        }
    }

    /// Whether it is due is asked once more: others were begun meanwhile, and the app may be another, or gone.
    private func begin(_ key: String, of app: AppRow, now: Int64) throws {
        guard let (cron, entry) = try found(key, of: app), let due = time(entry, of: app, now) else { return }
        let running = running(entry, app.name)
        let names = running.map(\.slot.name).joined(separator: ", ")
        let step = CronTurn.step(entry.job.concurrency, isRunning: !running.isEmpty)
        switch step {
        case .begin: break
        case .passOver:
            logs.api(app.name, "Job \(entry.id) is passed over: \(names) still runs it (concurrency_policy forbid)")
            try write(key, of: app) { try $0.skipCronRun(key, of: app.id, at: due) }
            return
        case .replace:
            logs.api(app.name, "Job \(entry.id) is due again: \(names) is stopped (concurrency_policy replace)")
            fleet.update { state in for dyno in running { state.retire(dyno.id, now: Moment.monotonicMilliseconds()) } }
            fleet.wake()
        }
        let placed: OneOffs.Placed
        do {
            placed = try oneOffs.place(try cron.order(entry, actor: Self.actor), leaving: step == .replace ? running.count : 0)
        } catch {
            let result = notStarted(entry, app.name, error)
            let now = Moment.wallMicroseconds()
            try write(key, of: app) { try $0.refuseCronRun(key, of: app.id, at: due, result: result, now: now) }
            return
        }
        do {
            // Before it is started: whatever dies then, no time is seen to twice.
            let isOurs = try write(key, of: app) {
                try $0.beginCronRun(key, of: app.id, at: due, seen: due, dyno: placed.name)
                return true
            }
            guard isOurs == true else { return oneOffs.giveUp(placed) }
        } catch {
            oneOffs.giveUp(placed)
            throw error
        }
        inBackground("job") { [self] in
            do {
                try oneOffs.start(placed, .logged)
            } catch {
                return end(key, app, placed.name, notStarted(entry, app.name, error))
            }
            wait(placed.spec.id, key, app, placed.name)
        }
    }

    /// Now, because somebody says so. When it is due next stays as it is.
    /// - Returns: the dyno's name.
    func run(_ entry: AppCron.Entry, of cron: AppCron, actor: String) throws -> String {
        let (app, key) = (cron.app, entry.key)
        let now = Moment.wallMicroseconds() / 1_000_000
        let placed = try oneOffs.place(try cron.order(entry, actor: actor))
        do {
            let seen: Int64? = try write(key, of: app) { db in
                let seen = try db.cronRuns(app.id)[key]?.seenAt ?? entry.since
                try db.beginCronRun(key, of: app.id, at: now, seen: seen, dyno: placed.name)
                return seen
            }
            guard seen != nil else { throw Failure(.notFound, "`\(app.name)` has no job `\(entry.id)` any more") }
        } catch {
            oneOffs.giveUp(placed)
            throw error
        }
        do {
            try oneOffs.start(placed, .logged)
        } catch {
            end(key, app, placed.name, notStarted(entry, app.name, error))
            throw error
        }
        inBackground("job") { [self] in wait(placed.spec.id, key, app, placed.name) }
        return placed.name
    }
}
