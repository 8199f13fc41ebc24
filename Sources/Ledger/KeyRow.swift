import GRDB
import Model

/// A public key that may push.
package struct KeyRow: Sendable, Hashable {
    package let id: Int64
    package let owner: String
    package let type: String
    package let blob: String
    package let comment: String
    /// `SHA256:…`, as OpenSSH prints it.
    package let fingerprint: String

    init(row: Row) {
        id = row["id"]
        owner = row["owner"]
        type = row["type"]
        blob = row["blob"]
        comment = row["comment"]
        fingerprint = row["fingerprint"]
    }
}

extension KeyRow {
    /// Whether a person may mean it by this.
    package func matches(_ text: String) -> Bool { text == fingerprint || text == comment || text == String(id) }
}

extension Database {
    package func keys() throws -> [KeyRow] {
        try Row.fetchAll(self, sql: "SELECT * FROM keys ORDER BY id").map(KeyRow.init)
    }

    package func key(_ id: Int64) throws -> KeyRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM keys WHERE id = ?", arguments: [id]).map(KeyRow.init)
    }

    /// Adds a key, and says its number; nil where it is there already.
    package func insertKey(_ key: PublicKey, owner: String, fingerprint: String, now: Int64) throws -> Int64? {
        try execute(
            sql: """
                INSERT INTO keys (owner, type, blob, comment, fingerprint, created_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
            arguments: [owner, key.type, key.blob, key.comment, fingerprint, now]
        )
        return changesCount > 0 ? lastInsertedRowID : nil
    }

    package func deleteKey(_ id: Int64) throws { try execute(sql: "DELETE FROM keys WHERE id = ?", arguments: [id]) }
}
