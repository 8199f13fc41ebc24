import Ledger
import Linux
import Model
import Planning
import Wire

extension ListNotify: Operation {
    package func run(_ context: Context) throws -> Answer {
        let targets = try NotifyList(context, app).summaries()
        let records = try context.ledger.read { try $0.notifyRecords() }
            .filter { $0.stage.goesOn && (app == nil || $0.key.app == app) }.sorted { $0.cause.since < $1.cause.since }
        return Answer(
            targets: targets,
            open: records.map { record in
                Opening(
                    app: record.key.app,
                    event: record.key.event,
                    title: NotifyText.title(record.cause.matter),
                    since: Moment.text(record.cause.since)
                )
            }
        )
    }
}
