import Foundation
import GRDB
import Linux
import Model
import Sealing

/// The record of apps, config, deploys, releases, slugs and keys: SQLite, one file. The builder and the runner open it.
package final class Ledger: Sendable {
    package enum Role: Sendable {
        /// Makes the file and its key where they are not there, and brings them to the newest form: the runner alone, since a
        /// runner of the version before could not read that.
        case keeper
        /// Takes the ledger as it is. During an upgrade it waits for the new runner; `waiting` is told where that lasts.
        case guest(waiting: @Sendable () -> Void)
        /// Takes it as it is, whatever its version, and without its secrets.
        case onlooker
    }

    package let queue: DatabaseQueue
    package let slugs = SlugParts()
    /// What was put right at the opening, as sentences.
    package let repairs: [String]
    private let key: SealingKey?

    package convenience init(_ root: InstallationRoot, as role: Role) throws {
        try self.init(path: root.ledger, keyPath: root.ledgerKey, as: role)
    }

    /// - Parameters:
    ///   - keyPath: nil: `ledger.key` beside the ledger.
    ///   - busySeconds: for how long another process that writes is waited for.
    package init(path: String, keyPath: String? = nil, as role: Role = .keeper, busySeconds: Double = 10) throws {
        let files = LedgerFiles(path)
        let keyFile = LedgerKeyFile(path: keyPath ?? Files.parent(of: path) + "/ledger.key", ledger: path)
        var repairs = try files.close()
        if case .keeper = role { try files.make() }
        guard Files.exists(path) else {
            throw Failure(.unavailable, "there is no ledger at \(path)", hint: "renga-runner makes it: start that first")
        }
        queue = try DatabaseQueue(path: path, configuration: Self.settings(busySeconds))
        switch role {
        case .keeper:
            let fingerprint = try queue.read { try $0.sealingFingerprint() }
            let key = try fingerprint.map { try keyFile.read(for: $0) } ?? keyFile.readOrMake()
            try Upkeep(queue, key).bringUp(&repairs)
            self.key = key
        case .guest(let waiting):
            try Upkeep.awaitNewest(queue, waiting)
            guard let fingerprint = try queue.read({ try $0.sealingFingerprint() }) else {
                throw Failure(.internal, "\(path) does not say with which key it is sealed")
            }
            let key = try keyFile.read(for: fingerprint)
            queue.inDatabase { Secrets.teach($0, key) }
            self.key = key
        case .onlooker: key = nil
        }
        self.repairs = repairs
    }

    private static func settings(_ busySeconds: Double) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.label = "renga.ledger"
        configuration.prepareDatabase { db in
            // FULL: a release that was reported survives a power cut. What was deleted is overwritten, and what SQLite puts
            // aside while it sorts stays in memory: a secret is nowhere but in its sealed column.
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                    PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY
                    """
            )
        }
        return configuration
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

    /// Stands for a config var's value where it is only to be seen whether that has changed.
    package func mark(_ value: String, of name: String, app: Int64) -> String { key?.mark(value, for: "\(app)/\(name)") ?? "" }
}
