import GRDB
import Model

/// A file of an app that nothing refers to any more. Named here in the transaction that let go of it, removed from disk
/// after that, and only then forgotten: whatever dies in between, nothing is left for ever.
package struct DoomedRow: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case slug, layer
    }

    package let kind: Kind
    package let key: String
}

extension Database {
    package func doomed(_ app: AppName) throws -> [DoomedRow] {
        try Row.fetchAll(self, sql: "SELECT kind, key FROM doomed WHERE app = ?", arguments: [app.text]).compactMap { row in
            DoomedRow.Kind(rawValue: row["kind"]).map { DoomedRow(kind: $0, key: row["key"]) }
        }
    }

    /// Names of apps, destroyed ones included, that have something to be removed.
    package func appsWithDoomed() throws -> [AppName] {
        try String.fetchAll(self, sql: "SELECT DISTINCT app FROM doomed").compactMap { AppName($0) }
    }

    package func forgetDoomed(_ app: AppName, _ row: DoomedRow) throws {
        try execute(
            sql: "DELETE FROM doomed WHERE app = ? AND kind = ? AND key = ?",
            arguments: [app.text, row.kind.rawValue, row.key]
        )
    }

    package func doom(_ app: AppName, _ kind: DoomedRow.Kind, _ keys: some Sequence<String>) throws {
        for key in keys {
            try execute(
                sql: "INSERT OR IGNORE INTO doomed (app, kind, key) VALUES (?, ?, ?)",
                arguments: [app.text, kind.rawValue, key]
            )
        }
    }
}
