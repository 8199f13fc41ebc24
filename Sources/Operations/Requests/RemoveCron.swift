import Ledger
import Model
import Wire

extension RemoveCron: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.write { db in
            let row = try db.existing(app)
            let entry = try AppCron(of: row, db).entry(id)
            guard let number = Int(entry.id) else {
                throw Failure(.refused, "the job \(entry.id) is app.json's", hint: "take it out of `cron` there, and push")
            }
            try db.deleteSchedule(number, entry.key, of: row.id)
        }
        return Answer()
    }
}
