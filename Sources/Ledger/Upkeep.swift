import Foundation
import GRDB
import Linux
import Model
import Sealing

/// Brings a ledger to the newest form: its schema, its secrets sealed, and no plain copy of them left in the files.
struct Upkeep {
    /// For how long a push waits for the new runner of an upgrade, which may have a stack to make before.
    private static let waitMilliseconds: Int64 = 180_000
    private static let silentMilliseconds: Int64 = 2000

    private let queue: DatabaseQueue
    private let key: SealingKey

    init(_ queue: DatabaseQueue, _ key: SealingKey) {
        self.queue = queue
        self.key = key
    }

    func bringUp(_ repairs: inout [String]) throws {
        queue.inDatabase { Secrets.teach($0, key) }
        guard try !queue.read(Schema.migrator.hasBeenSuperseded) else {
            throw Failure(
                .unavailable,
                "the ledger is of a newer version of Renga than this runner, which cannot read it",
                hint: "install that version again: its install.sh"
            )
        }
        try Schema.migrator.migrate(queue)
        try queue.write { db in
            try db.recordSealing(with: key.fingerprint)
            try db.forgetPlainHashes()
        }
        do {
            try scrub()
        } catch {
            // What is left of plain values is root's alone, and the next start tries again.
            repairs.append("could not clear the ledger of what it had before it was sealed: \(error)")
        }
    }

    /// Overwrites what deleted rows left in free pages, and what the -wal still has.
    private func scrub() throws {
        guard try queue.read({ try $0.needsScrub() }) else { return }
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM")
            let isBlocked = try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") != 0
            guard !isBlocked else { throw Failure(.busy, "somebody else reads it") }
            try db.noteScrub()
        }
    }

    /// - Parameter waiting: called once, when it takes longer than a moment.
    static func awaitNewest(_ queue: DatabaseQueue, _ waiting: () -> Void) throws {
        let migrator = Schema.migrator
        guard try !queue.read(migrator.hasBeenSuperseded) else {
            throw Failure(.unavailable, "Renga was upgraded in this moment", hint: "the same once more will do")
        }
        let began = Moment.monotonicMilliseconds()
        var hasSaid = false
        while try !queue.read({ try migrator.hasCompletedMigrations($0) && $0.sealingFingerprint() != nil }) {
            let waited = Moment.monotonicMilliseconds() - began
            guard waited < waitMilliseconds else {
                throw Failure(
                    .unavailable,
                    "the ledger is of an older version of Renga, whose runner still works on it",
                    hint: "restart renga-runner, or run install.sh again"
                )
            }
            if waited >= silentMilliseconds, !hasSaid {
                waiting()
                hasSaid = true
            }
            _ = poll(nil, 0, 100)
        }
    }
}

extension Database {
    /// Of the key that the secrets are sealed with; nil where nothing is sealed yet.
    func sealingFingerprint() throws -> String? {
        guard try tableExists("sealing") else { return nil }
        return try String.fetchOne(self, sql: "SELECT fingerprint FROM sealing")
    }

    func recordSealing(with fingerprint: String) throws {
        try execute(
            sql: "INSERT INTO sealing (fingerprint, scrubbed) SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM sealing)",
            arguments: [fingerprint]
        )
    }

    func needsScrub() throws -> Bool { try Bool.fetchOne(self, sql: "SELECT NOT scrubbed FROM sealing") ?? false }

    func noteScrub() throws { try execute(sql: "UPDATE sealing SET scrubbed = 1") }
}
