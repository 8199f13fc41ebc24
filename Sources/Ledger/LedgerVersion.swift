import GRDB

/// Which state of the ledger somebody has read: two that are equal are the same. Of one connection alone, and of no use to another
/// process.
package struct LedgerVersion: Hashable, Sendable {
    /// Counts what other connections have committed.
    fileprivate let others: Int
    /// Rows that this one has changed.
    fileprivate let own: Int
}

extension Database {
    /// Of what this transaction sees.
    package func version() throws -> LedgerVersion {
        LedgerVersion(others: try Int.fetchOne(self, sql: "PRAGMA data_version") ?? 0, own: totalChangesCount)
    }
}
