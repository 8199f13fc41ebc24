import GRDB
import Model
import Planning

extension Database {
    /// What is known of causes. One that cannot be read is not among them.
    package func notifyRecords() throws -> [NotifyRecord] { try notifyCauses().records }

    /// What is known of causes, and what cannot be read.
    package func notifyCauses() throws -> (records: [NotifyRecord], broken: [BrokenNotifyCause]) {
        let sql = "SELECT notify_causes.rowid, notify_causes.*, \(AppRow.nameColumns) FROM notify_causes LEFT JOIN apps ON apps.id = app_id"
        var records: [NotifyRecord] = []
        var broken: [BrokenNotifyCause] = []
        for row in try Row.fetchAll(self, sql: sql) {
            do {
                records.append(try Self.notifyRecord(row))
            } catch {
                broken.append(BrokenNotifyCause(row: row, why: "\(error)"))
            }
        }
        return (records, broken)
    }

    private static func notifyRecord(_ row: Row) throws -> NotifyRecord {
        let (text, name): (String, String) = (row["matter"], row["stage"])
        guard let stage = NotifyRecord.Stage(rawValue: name) else { throw Failure(.internal, "`\(name)` is no stage") }
        let matter = try JSONCoder.decode(NotifyMatter.self, from: Array(text.utf8))
        return NotifyRecord(
            NotifyCause(app: try AppRow.nameIfAny(row), matter, since: row["since"]),
            stage: stage,
            changedAt: row["changed_at"],
            begunAt: row["begun_at"],
            saidAt: row["said_at"],
            returns: row["returns"]
        )
    }

    package func forget(_ broken: BrokenNotifyCause) throws {
        try execute(sql: "DELETE FROM notify_causes WHERE rowid = ?", arguments: [broken.row])
    }

    /// An app that is gone has none.
    package func keep(_ record: NotifyRecord) throws {
        var id: Int64?
        if let name = record.cause.app {
            id = try app(name)?.id
            guard id != nil else { return }
        }
        try forget(record.key)
        try execute(
            sql: "INSERT INTO notify_causes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                id, record.key.event.rawValue, record.key.subject,
                String(decoding: try JSONCoder.encode(record.cause.matter), as: UTF8.self), record.cause.since, record.stage.rawValue,
                record.changedAt, record.begunAt, record.saidAt, record.returns,
            ]
        )
    }

    package func forget(_ key: NotifyKey) throws {
        try execute(
            sql: """
                DELETE FROM notify_causes WHERE event = ? AND subject = ?
                AND coalesce(app_id, 0) = coalesce((SELECT id FROM apps WHERE name = ?), 0)
                """,
            arguments: [key.event.rawValue, key.subject, key.app?.text]
        )
    }

    /// All apps that were destroyed.
    private static let goneApp = AppName("gone")?.nobodys

    /// By clocks that were ahead: of what they said nobody knows when it was.
    private static let aheadMicrosecondsMax = 2 * NotifyBudget.windowSeconds * 1_000_000

    /// How many messages there were since then, by app; nil: about the machine itself.
    package func notifySaid(since: Int64) throws -> [AppName?: Int] {
        let sql = """
            SELECT app_id, name, count(*) AS said FROM notify_said LEFT JOIN apps ON apps.id = app_id
            WHERE said_at > ? AND said_at <= ? GROUP BY app_id
            """
        let rows = try Row.fetchAll(self, sql: sql, arguments: [since, since + Self.aheadMicrosecondsMax])
        let counts = rows.map { row -> (AppName?, Int) in
            let isOfMachine = row["app_id"] as Int64? == nil
            let name = (row["name"] as String?).flatMap { AppName($0) }
            return (isOfMachine ? nil : name ?? Self.goneApp, row["said"] as Int)
        }
        return Dictionary(counts, uniquingKeysWith: +)
    }

    /// - Parameter since: what was said before counts no more.
    package func noteNotifySaid(_ app: AppName?, now: Int64, since: Int64) throws {
        try execute(
            sql: "DELETE FROM notify_said WHERE said_at <= ? OR said_at > ?",
            arguments: [since, since + Self.aheadMicrosecondsMax]
        )
        let id = try app.map { try existing($0).id }
        try execute(sql: "INSERT INTO notify_said (app_id, said_at) VALUES (?, ?)", arguments: [id, now])
    }
}
