import GRDB

/// The schema, migration by migration. A shipped migration is never edited: a new one follows it.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 first") { db in try db.execute(sql: first) }
        migrator.registerMigration("2 router") { db in try db.execute(sql: router) }
        migrator.registerMigration("3 sealed") { db in try db.execute(sql: sealed) }
        migrator.registerMigration("4 stack") { db in try db.execute(sql: stack) }
        migrator.registerMigration("5 deploy news") { db in try db.execute(sql: deployNews) }
        migrator.registerMigration("6 secrets") { db in try db.execute(sql: secrets) }
        migrator.registerMigration("7 first deploys") { db in try db.execute(sql: firstDeploys) }
        migrator.registerMigration("8 folders") { db in try db.execute(sql: "ALTER TABLE apps ADD COLUMN folder TEXT") }
        migrator.registerMigration("9 builds") { db in try db.execute(sql: builds) }
        migrator.registerMigration("10 buildpacks") { db in try db.execute(sql: "ALTER TABLE apps ADD COLUMN buildpacks TEXT") }
        migrator.registerMigration("11 dyno orders") { db in try db.execute(sql: dynoOrders) }
        migrator.registerMigration("12 access") { db in try db.execute(sql: access) }
        migrator.registerMigration("13 storage") { db in
            try db.execute(sql: "ALTER TABLE deploys ADD COLUMN storage TEXT NOT NULL DEFAULT '[]'")
        }
        migrator.registerMigration("14 cron") { db in try db.execute(sql: cron) }
        migrator.registerMigration("15 drains") { db in try db.execute(sql: drains) }
        migrator.registerMigration("16 renamed apps") { db in try db.execute(sql: renamedApps) }
        migrator.registerMigration("17 synced keys") { db in
            try db.execute(sql: "ALTER TABLE keys ADD COLUMN synced INTEGER NOT NULL DEFAULT 0")
        }
        migrator.registerMigration("18 sleep") { db in try db.execute(sql: sleep) }
        migrator.registerMigration("19 previews") { db in try db.execute(sql: previews) }
        migrator.registerMigration("20 notify") { db in try db.execute(sql: notify) }
        migrator.registerMigration("21 ages of previews") { db in try db.execute(sql: previewAges) }
        migrator.registerMigration("22 ends of jobs") { db in try db.execute(sql: "ALTER TABLE cron_runs ADD COLUMN ended_at INTEGER") }
        migrator.registerMigration("23 farewells of previews") { db in try db.execute(sql: previewFarewells) }
        migrator.registerMigration("24 origins of pushes") { db in try db.execute(sql: "ALTER TABLE deploys ADD COLUMN origin TEXT") }
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

    /// 2: an app's log says everything of it; so it does of those that are there already.
    private static let deployNews = """
        ALTER TABLE deploys ADD COLUMN announced INTEGER NOT NULL DEFAULT 2;
        CREATE INDEX deploys_with_news ON deploys (id) WHERE announced < 2;
        """

    /// Values that were made for an app and that nobody wrote.
    private static let secrets = """
        CREATE TABLE secrets (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            name TEXT NOT NULL,
            sealed TEXT NOT NULL,
            PRIMARY KEY (app_id, name)
        ) WITHOUT ROWID;
        """

    /// What apps asked for in app.json when they were deployed for the first time.
    private static let firstDeploys = """
        CREATE TABLE first_deploys (
            app_id INTEGER PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
            deploy_id INTEGER NOT NULL,
            wishes TEXT NOT NULL
        );
        """

    /// Who has cancelled a build, and how often an app's caches were purged: results of steps from before have other names.
    private static let builds = """
        ALTER TABLE deploys ADD COLUMN cancelled_by TEXT;
        ALTER TABLE apps ADD COLUMN cache_epoch INTEGER NOT NULL DEFAULT 0;
        """

    /// Restarts and sizes, by process type or by dyno.
    private static let dynoOrders = """
        CREATE TABLE dyno_orders (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            target TEXT NOT NULL,
            restart INTEGER NOT NULL,
            size TEXT,
            PRIMARY KEY (app_id, target)
        ) WITHOUT ROWID;
        """

    /// Jobs that somebody added, and the last run of each job, app.json's included.
    private static let cron = """
        CREATE TABLE schedules (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            number INTEGER NOT NULL,
            job TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (app_id, number)
        ) WITHOUT ROWID;
        CREATE TABLE cron_runs (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            job TEXT NOT NULL,
            seen_at INTEGER NOT NULL,
            planned_at INTEGER,
            dyno TEXT,
            result TEXT,
            PRIMARY KEY (app_id, job)
        ) WITHOUT ROWID;
        """

    private static let router = """
        CREATE TABLE domains (
            host TEXT PRIMARY KEY,
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            created_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX domains_of_app ON domains (app_id);
        CREATE TABLE routing (
            app_id INTEGER PRIMARY KEY REFERENCES apps ON DELETE CASCADE,
            policy TEXT NOT NULL,
            maintenance INTEGER NOT NULL
        );
        CREATE TABLE certificates (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            details TEXT NOT NULL,
            pem TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (app_id, id)
        ) WITHOUT ROWID;
        CREATE INDEX certificates_by_id ON certificates (id);
        CREATE TABLE automatic_certificates (
            app_id INTEGER PRIMARY KEY REFERENCES apps ON DELETE CASCADE
        );
        CREATE TABLE certificate_attempts (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            host TEXT NOT NULL,
            failures INTEGER NOT NULL,
            error TEXT NOT NULL,
            tried_at INTEGER NOT NULL,
            PRIMARY KEY (app_id, host)
        ) WITHOUT ROWID;
        CREATE TABLE settings (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;
        """

    /// What apps run on, whatever the default has been meanwhile.
    private static let stack = """
        UPDATE apps SET stack = coalesce(
            (SELECT json_extract(slugs.manifest, '$.stack') FROM deploys JOIN slugs ON slugs.digest = deploys.slug
             WHERE deploys.id = apps.current_deploy),
            stack
        );
        """

    /// Config vars get another column, so that a builder of the version before, which still runs, takes no sealed text for a
    /// value: it ends with an error, and its push changes nothing.
    private static let sealed = """
        CREATE TABLE sealing (
            fingerprint TEXT NOT NULL,
            scrubbed INTEGER NOT NULL
        );
        ALTER TABLE config_vars RENAME COLUMN value TO sealed;
        UPDATE config_vars SET sealed = seal(sealed, \(Secrets.configVar));
        UPDATE deploys SET config = seal(config, \(Secrets.deployConfig));
        UPDATE certificates SET pem = seal(pem, \(Secrets.certificate));
        UPDATE settings SET value = seal(value, \(Secrets.setting));
        """

    /// Whoever had a key before there were roles could do everything, and goes on looking after the machine.
    private static let access = """
        CREATE TABLE people (
            name TEXT PRIMARY KEY,
            standing TEXT NOT NULL,
            added_by TEXT,
            created_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        INSERT INTO people (name, standing, created_at) SELECT owner, 'administrator', min(created_at) FROM keys GROUP BY owner;
        ALTER TABLE apps ADD COLUMN owner TEXT;
        CREATE TABLE access (
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            person TEXT NOT NULL,
            permissions TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (app_id, person)
        ) WITHOUT ROWID;
        CREATE INDEX access_of_person ON access (person);
        ALTER TABLE keys ADD COLUMN app_id INTEGER REFERENCES apps ON DELETE CASCADE;
        ALTER TABLE keys ADD COLUMN expires_at INTEGER;
        CREATE TABLE activity (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            app TEXT,
            person TEXT NOT NULL,
            origin TEXT,
            what TEXT NOT NULL,
            created_at INTEGER NOT NULL
        );
        CREATE INDEX activity_of_app ON activity (app, id);
        """

    /// `name` is what an app was called at first, and everything of it goes by; `renamed` what it is called now, where that is another.
    private static let renamedApps = """
        ALTER TABLE apps ADD COLUMN renamed TEXT;
        CREATE UNIQUE INDEX apps_by_what_they_are_called ON apps (coalesce(renamed, name));
        CREATE TABLE former_names (
            name TEXT PRIMARY KEY,
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            given_up_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX former_names_of_app ON former_names (app_id);
        """

    /// Where logs go as well.
    private static let drains = """
        CREATE TABLE drains (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            app_id INTEGER NOT NULL REFERENCES apps ON DELETE CASCADE,
            token TEXT NOT NULL UNIQUE,
            sealed TEXT NOT NULL,
            created_at INTEGER NOT NULL
        );
        CREATE INDEX drains_of_app ON drains (app_id);
        """
}
