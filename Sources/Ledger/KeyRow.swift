import GRDB
import Model

/// A public key: a person's, or one that only pushes to an app.
package struct KeyRow: Sendable, Hashable {
    package let id: Int64
    package let owner: String
    package let type: String
    package let blob: String
    package let comment: String
    /// `SHA256:…`, as OpenSSH prints it.
    package let fingerprint: String
    /// A deploy key's; nil: it is a person's.
    package let app: Int64?
    /// Microseconds since 1970; nil: it does not end by itself.
    package let expiresAt: Int64?
    /// A team's list brought it, and takes it away again.
    package let isSynced: Bool

    init(row: Row) {
        id = row["id"]
        owner = row["owner"]
        type = row["type"]
        blob = row["blob"]
        comment = row["comment"]
        fingerprint = row["fingerprint"]
        app = row["app_id"]
        expiresAt = row["expires_at"]
        isSynced = row["synced"]
    }
}

extension KeyRow {
    /// Whether a person may mean it by this.
    package func matches(_ text: String) -> Bool {
        text == fingerprint || text == comment || text == String(id) || (app != nil && text == owner)
    }
}

extension Database {
    package func keys() throws -> [KeyRow] {
        try Row.fetchAll(self, sql: "SELECT * FROM keys ORDER BY id").map(KeyRow.init)
    }

    package func key(_ id: Int64) throws -> KeyRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM keys WHERE id = ?", arguments: [id]).map(KeyRow.init)
    }

    package func key(fingerprint: String) throws -> KeyRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM keys WHERE fingerprint = ?", arguments: [fingerprint]).map(KeyRow.init)
    }

    /// Adds a key that is not there, and says its number.
    /// - Parameters:
    ///   - app: of a deploy key.
    ///   - expiresAt: microseconds since 1970.
    package func insertKey(
        _ key: PublicKey,
        owner: String,
        fingerprint: String,
        app: Int64? = nil,
        expiresAt: Int64? = nil,
        isSynced: Bool = false,
        now: Int64
    ) throws -> Int64 {
        try execute(
            sql: """
                INSERT INTO keys (owner, type, blob, comment, fingerprint, app_id, expires_at, synced, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [owner, key.type, key.blob, key.comment, fingerprint, app, expiresAt, isSynced, now]
        )
        return lastInsertedRowID
    }

    package func deleteKey(_ id: Int64) throws { try execute(sql: "DELETE FROM keys WHERE id = ?", arguments: [id]) }
}
