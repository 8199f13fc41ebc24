import Ledger
import Linux
import Model
import Planning
import Wire

extension TestNotify: Operation {
    package func run(_ context: Context) throws -> Answer {
        let now = Moment.wallMicroseconds()
        let since = now - NotifyBudget.windowSeconds * 1_000_000
        let platform = context.platform
        let rows = try context.ledger.write { db in
            let rows = try target.map { try NotifyList.named($0, of: app, db) } ?? db.notifyTargets(of: app)
            guard !rows.isEmpty else {
                throw Failure(
                    .notFound,
                    "\(app?.shown ?? "the machine") has nobody who is told",
                    hint: "renga notify:add mail:user@example.com \(NotifyList.scope(app))"
                )
            }
            var budget = NotifyBudget(platform.configuration.notify, said: try db.notifySaid(since: since))
            guard budget.take(app) else {
                throw Failure(
                    .limit,
                    "there were as many messages within an hour as there may be",
                    hint: "wait; or whoever looks after the machine raises `notify.messages_per_hour_max`"
                )
            }
            try db.noteNotifySaid(app, now: now, since: since)
            return rows
        }
        let message = NotifyText.test(
            app,
            by: context.peer.name,
            id: Hexadecimal.random(bytes: 16),
            at: now,
            sender: platform.configuration.domain
        )
        for row in rows { context.runner.deliver(message, to: row) }
        let list = try NotifyList(context, app)
        return try context.ledger.read { db in try rows.compactMap { try db.notifyTarget($0.id) } }.map(list.summary)
    }
}
