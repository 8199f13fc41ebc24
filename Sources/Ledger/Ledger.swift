import Foundation
import GRDB
import Model

/// The record of apps, config, deploys, releases, slugs and keys: SQLite, one file. The builder and the runner open it.
package final class Ledger: Sendable {
    package let queue: DatabaseQueue

    /// Opens the ledger and brings it to the newest schema. Waits up to 10 s for another process that writes.
    package init(path: String) throws {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(10)
        configuration.label = "renga.ledger"
        configuration.prepareDatabase { db in
            // FULL: a release that was reported survives a power cut.
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try Schema.migrator.migrate(queue)
    }

    package func read<T>(_ body: (Database) throws -> T) throws -> T { try queue.read(body) }

    /// One transaction that takes the write lock at its beginning, so that what it read is still so when it writes.
    package func write<T>(_ body: (Database) throws -> T) throws -> T {
        try queue.writeWithoutTransaction { db in
            var result: T?
            try db.inTransaction(.immediate) {
                result = try body(db)
                return .commit
            }
            guard let result else { throw Failure(.internal, "a transaction of the ledger ended without a result") }
            return result
        }
    }
}
