import Ledger
import Linux
import Model
import Wire

extension AddCron: Operation {
    package func run(_ context: Context) throws -> Answer {
        if let objection = job.objection { throw Failure(.invalid, objection, hint: CronSchedule.example) }
        if let zone = job.zone, SystemZones.rules(zone) == nil { throw SystemZones.unknown(zone) }
        let now = Moment.wallMicroseconds()
        let (cron, number) = try context.ledger.write { db in
            let row = try db.existing(app)
            let cron = try AppCron(of: row, db)
            guard cron.entries.count < CronJob.countMax else {
                throw Failure(
                    .limit,
                    "`\(app)` has \(cron.entries.count) jobs, and may have no more",
                    hint: "renga cron -a \(app) lists them"
                )
            }
            if let same = cron.entries.first(where: { $0.job == job }) {
                throw Failure(.conflict, "`\(app)` has that job already: \(same.id)", hint: "renga cron -a \(app) lists them")
            }
            let number = try db.insertSchedule(job, of: row.id, now: now)
            return (try AppCron(of: row, db), number)
        }
        guard let made = try cron.summaries(now: now / 1_000_000).first(where: { $0.id == "\(number)" }) else {
            throw Failure(.internal, "the job \(number) was added and is not there")
        }
        return made
    }
}
