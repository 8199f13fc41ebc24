import GRDB
import Model

/// Somebody who is told of what goes wrong, and how that goes. Times are microseconds since 1970.
package struct NotifyTargetRow: Sendable, Hashable {
    /// As people name it.
    package let id: Int64
    /// nil: the machine's, which hears of every app.
    package let app: AppName?
    /// Or why it cannot be read.
    package let target: Result<NotifyTarget, Failure>
    package let events: Set<NotifyEvent>
    package let createdAt: Int64
    package let deliveredAt: Int64?
    package let triedAt: Int64?
    /// Why the last try failed, and since when all do; nil: it did not.
    package let error: String?
    package let failingSince: Int64?
    package let failures: Int
    /// Messages that wait.
    package let waiting: Int
    /// Messages that were given up.
    package let lost: Int

    fileprivate init(row: Row, _ db: Database) throws {
        id = row["id"]
        app = try AppRow.nameIfAny(row)
        target = try db.openedTarget(id)
        events = Set((row["events"] as String).split(separator: ",").compactMap { NotifyEvent(rawValue: String($0)) })
        createdAt = row["created_at"]
        deliveredAt = row["delivered_at"]
        triedAt = row["tried_at"]
        error = row["error"]
        failingSince = row["failing_since"]
        failures = row["failures"]
        waiting = row["waiting"]
        lost = row["lost"]
    }

    package func hears(_ key: NotifyKey) -> Bool { events.contains(key.event) && (app == nil || app == key.app) }
}

extension Database {
    private static let targets = """
        SELECT notify_targets.*, \(AppRow.nameColumns), (SELECT count(*) FROM notify_messages WHERE target_id = notify_targets.id) AS waiting
        FROM notify_targets LEFT JOIN apps ON apps.id = app_id
        """

    /// All of them, the oldest first.
    package func notifyTargets() throws -> [NotifyTargetRow] {
        try Row.fetchAll(self, sql: "\(Self.targets) ORDER BY notify_targets.id").map { try NotifyTargetRow(row: $0, self) }
    }

    /// Of an app, or the machine's own.
    package func notifyTargets(of app: AppName?) throws -> [NotifyTargetRow] {
        try Row.fetchAll(self, sql: "\(Self.targets) WHERE apps.name IS ? ORDER BY notify_targets.id", arguments: [app?.text])
            .map { try NotifyTargetRow(row: $0, self) }
    }

    package func notifyTarget(_ id: Int64) throws -> NotifyTargetRow? {
        let row = try Row.fetchOne(self, sql: "\(Self.targets) WHERE notify_targets.id = ?", arguments: [id])
        return try row.map { try NotifyTargetRow(row: $0, self) }
    }

    /// Each by itself: one that is damaged takes no other with it.
    fileprivate func openedTarget(_ id: Int64) throws -> Result<NotifyTarget, Failure> {
        do {
            let sql = "SELECT unseal(sealed, \(Secrets.notifyTarget)) FROM notify_targets WHERE id = ?"
            return .success(try NotifyTarget(try String.fetchOne(self, sql: sql, arguments: [id]) ?? ""))
        } catch let failure as Failure {
            return .failure(failure)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
            return .failure(Failure(.internal, "\(error.message ?? "\(error)")"))
        }
    }

    /// What messages to it are signed with.
    package func notifySecret(_ id: Int64) throws -> String? {
        try String.fetchOne(
            self,
            sql: "SELECT unseal(secret, \(Secrets.notifySecret)) FROM notify_targets WHERE id = ?",
            arguments: [id]
        )
    }

    /// Of all apps of one owner, and of their previews.
    package func notifyTargetsCount(owner: String) throws -> Int {
        try Int.fetchOne(
            self,
            sql: """
                SELECT count(*) FROM notify_targets JOIN apps ON apps.id = app_id JOIN apps AS hosts ON hosts.id = ifnull(apps.parent_id, apps.id)
                WHERE hosts.owner = ?
                """,
            arguments: [owner]
        ) ?? 0
    }

    package func notifyTargetsCount() throws -> Int { try Int.fetchOne(self, sql: "SELECT count(*) FROM notify_targets") ?? 0 }

    /// - Parameter token: binds what is sealed to its row.
    /// - Returns: its number.
    package func insertNotifyTarget(
        _ target: NotifyTarget,
        _ events: Set<NotifyEvent>,
        secret: String,
        token: String,
        of app: AppName?,
        now: Int64
    ) throws -> Int64 {
        let id = try app.map { try existing($0).id }
        try execute(
            sql: """
                INSERT INTO notify_targets (app_id, token, sealed, secret, events, created_at)
                SELECT app_id, token, seal(target, \(Secrets.notifyTarget)), seal(secret, \(Secrets.notifySecret)), ?, ?
                FROM (SELECT ? AS app_id, ? AS token, ? AS target, ? AS secret)
                """,
            arguments: [events.map(\.rawValue).sorted().joined(separator: ","), now, id, token, target.text, secret]
        )
        return lastInsertedRowID
    }

    package func deleteNotifyTarget(_ id: Int64) throws {
        try execute(sql: "DELETE FROM notify_targets WHERE id = ?", arguments: [id])
    }

    package func noteNotified(_ id: Int64, now: Int64) throws {
        try execute(
            sql: """
                UPDATE notify_targets SET delivered_at = ?1, tried_at = ?1, error = NULL, failing_since = NULL, failures = 0, next_at = 0
                WHERE id = ?2
                """,
            arguments: [now, id]
        )
    }

    /// - Parameter next: when what waits is tried again; nil: it was a test, on which that does not depend.
    package func noteNotNotified(_ id: Int64, _ error: String, now: Int64, next: Int64?) throws {
        try execute(
            sql: """
                UPDATE notify_targets SET tried_at = ?1, error = ?2, failing_since = coalesce(failing_since, ?1),
                failures = failures + (?3 IS NOT NULL), next_at = coalesce(?3, next_at) WHERE id = ?4
                """,
            arguments: [now, error, next, id]
        )
    }
}
