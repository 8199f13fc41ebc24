import GRDB
import Model
import Planning

/// A message that waits to be delivered.
package struct NotifyMessageRow: Sendable, Hashable {
    package let id: Int64
    /// Or why it cannot be read.
    package let message: Result<NotifyMessage, Failure>
    /// Microseconds since 1970.
    package let createdAt: Int64
    /// How often the server has read it and did not want it.
    package let rejections: Int

    init(row: Row) {
        id = row["id"]
        createdAt = row["created_at"]
        rejections = row["rejections"]
        do {
            message = .success(try JSONCoder.decode(NotifyMessage.self, from: Array((row["message"] as String).utf8)))
        } catch {
            message = .failure(Failure(.internal, "\(error)"))
        }
    }
}

extension Database {
    /// - Parameter waitingMax: the oldest goes where there are as many.
    package func insertNotifyMessage(_ message: NotifyMessage, to target: Int64, now: Int64, waitingMax: Int) throws {
        try execute(
            sql: "INSERT INTO notify_messages (target_id, message, created_at) VALUES (?, ?, ?)",
            arguments: [target, String(decoding: try JSONCoder.encode(message), as: UTF8.self), now]
        )
        let over = try Int64.fetchAll(
            self,
            sql: "SELECT id FROM notify_messages WHERE target_id = ? ORDER BY id DESC LIMIT -1 OFFSET ?",
            arguments: [target, waitingMax]
        )
        for id in over { try giveUpNotifyMessage(id) }
    }

    /// Those who have something to hear now.
    package func notifyDue(now: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            self,
            sql: """
                SELECT id FROM notify_targets WHERE (next_at <= ? OR next_at > ?)
                AND EXISTS (SELECT 1 FROM notify_messages WHERE target_id = notify_targets.id)
                """,
            arguments: [now, now + NotifyPace.pauseMicrosecondsMax]
        )
    }

    /// The oldest that waits.
    package func nextNotifyMessage(to target: Int64, after id: Int64) throws -> NotifyMessageRow? {
        try Row.fetchOne(
            self,
            sql: "SELECT * FROM notify_messages WHERE target_id = ? AND id > ? ORDER BY id LIMIT 1",
            arguments: [target, id]
        ).map(NotifyMessageRow.init)
    }

    package func deleteNotifyMessage(_ id: Int64) throws {
        try execute(sql: "DELETE FROM notify_messages WHERE id = ?", arguments: [id])
    }

    package func noteNotifyRejection(_ id: Int64) throws {
        try execute(sql: "UPDATE notify_messages SET rejections = rejections + 1 WHERE id = ?", arguments: [id])
    }

    /// It is counted.
    package func giveUpNotifyMessage(_ id: Int64) throws {
        try execute(
            sql: "UPDATE notify_targets SET lost = lost + 1 WHERE id = (SELECT target_id FROM notify_messages WHERE id = ?)",
            arguments: [id]
        )
        try deleteNotifyMessage(id)
    }
}
