import GRDB

/// The schema, migration by migration. A shipped migration is never edited: a new one follows it.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 first") { db in try db.execute(sql: first) }
        return migrator
    }

    private static let first = """
        CREATE TABLE apps (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            uid INTEGER NOT NULL UNIQUE,
            stack TEXT NOT NULL,
            current_deploy INTEGER,
            created_at INTEGER NOT NULL
        );
        CREATE TABLE config_vars (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (app_id, name)
        ) WITHOUT ROWID;
        CREATE TABLE formation (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            type TEXT NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity >= 0),
            PRIMARY KEY (app_id, type)
        ) WITHOUT ROWID;
        CREATE TABLE slugs (
            digest TEXT PRIMARY KEY,
            manifest TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE deploys (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            kind TEXT NOT NULL,
            state TEXT NOT NULL,
            ref TEXT,
            commit_id TEXT,
            slug TEXT REFERENCES slugs,
            config TEXT NOT NULL,
            description TEXT NOT NULL,
            actor TEXT NOT NULL,
            build INTEGER,
            reason TEXT,
            created_at INTEGER NOT NULL,
            settled_at INTEGER
        );
        CREATE INDEX deploys_of_app ON deploys (app_id, state);
        CREATE TABLE releases (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            version INTEGER NOT NULL,
            deploy_id INTEGER NOT NULL UNIQUE REFERENCES deploys ON DELETE CASCADE,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (app_id, version)
        ) WITHOUT ROWID;
        CREATE TABLE steps (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            name TEXT NOT NULL,
            components TEXT NOT NULL,
            layer TEXT NOT NULL,
            used_at INTEGER NOT NULL,
            PRIMARY KEY (app_id, name, layer)
        ) WITHOUT ROWID;
        CREATE TABLE pins (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            toolchain TEXT NOT NULL,
            version TEXT NOT NULL,
            PRIMARY KEY (app_id, toolchain)
        ) WITHOUT ROWID;
        CREATE TABLE doomed (
            app TEXT NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            PRIMARY KEY (app, kind, key)
        ) WITHOUT ROWID;
        CREATE TABLE keys (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            owner TEXT NOT NULL,
            type TEXT NOT NULL,
            blob TEXT NOT NULL UNIQUE,
            comment TEXT NOT NULL,
            fingerprint TEXT NOT NULL UNIQUE,
            created_at INTEGER NOT NULL
        );
        """
}
