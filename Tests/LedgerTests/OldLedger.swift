import GRDB
import Linux

/// A ledger as the version before sealing left it: everything in plain text, some of it in free pages and in the -wal.
struct OldLedger {
    static let secret = "correct-horse-battery"
    static let removed = "staple-that-was-removed"
    static let updated = "value-before-the-last"
    /// What nothing of it may be left of.
    static let plain = [secret, removed, updated, "PRIVATE KEY", hash]
    /// The plain SHA-256 of a config var's value, by which it could be guessed.
    static let hash = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"

    /// Leaves it in `directory` as a process that was killed leaves it: with a -wal, readable by all.
    static func write(into directory: String) throws {
        let scratch = directory + "/scratch"
        try Files.makeDirectory(scratch)
        var configuration = GRDB.Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA secure_delete = OFF") }
        let queue = try DatabaseQueue(path: scratch + "/renga.db", configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: schema())
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try fill(db)
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            try change(db)
        }
        for suffix in ["", "-wal"] {
            try Files.replace("\(directory)/renga.db\(suffix)", with: Files.read("\(scratch)/renga.db\(suffix)"), mode: 0o644)
        }
        try queue.close()
        try Files.removeTree(scratch)
    }

    private static func fill(_ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO apps (id, name, uid, stack, current_deploy, created_at) VALUES (1, 'shop', 20000, 'debian-13', 2, 1);
                INSERT INTO config_vars VALUES (1, 'PASSWORD', '\(secret)'), (1, 'OLD', '\(removed)');
                INSERT INTO deploys (id, app_id, kind, state, config, description, actor, created_at)
                VALUES (1, 1, 'config', 'committed', '{"OLD":"\(removed)"}', 'Set OLD config vars', 'alice', 5),
                       (2, 1, 'config', 'committed', '{"PASSWORD":"\(updated)"}', 'Set PASSWORD config vars', 'alice', 5);
                INSERT INTO releases VALUES (1, 1, 1, 5), (1, 2, 2, 6);
                INSERT INTO slugs VALUES ('d1', '{"stack":"debian-12"}', 1, 5);
                UPDATE deploys SET slug = 'd1' WHERE id = 2;
                INSERT INTO steps VALUES (1, 'Building', '{"components":[{"aspect":"config","name":"PASSWORD","value":"\(hash)"},
                {"aspect":"script","name":"","value":"make"}]}', 'step-1', 7);
                INSERT INTO certificates VALUES (1, 'abc', 'added', '{"hosts":[],"issuer":"CA","notBefore":1,"notAfter":2,
                "fingerprint":"ab","key":"RSA 2048","selfSigned":false}', '-----BEGIN PRIVATE KEY-----', 8);
                INSERT INTO settings VALUES ('affinity key', '\(secret)');
                """
        )
        // Rows of some pages, so that their removal leaves free ones.
        for number in 0..<200 {
            try db.execute(
                sql:
                    "INSERT INTO deploys (app_id, kind, state, config, description, actor, created_at) VALUES (1, 'config', 'failed', ?, '', '', ?)",
                arguments: ["{\"OLD\":\"\(removed)\(String(repeating: "x", count: 500))\"}", 100 + number]
            )
        }
    }

    private static func change(_ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM deploys WHERE state = 'failed';
                DELETE FROM config_vars WHERE name = 'OLD';
                UPDATE deploys SET config = '{"PASSWORD":"\(secret)"}' WHERE id = 2;
                """
        )
    }

    private static func schema() throws -> String {
        let package = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))
        return try Files.text(package + "/Tests/Install/schema-2.sql")
    }
}
