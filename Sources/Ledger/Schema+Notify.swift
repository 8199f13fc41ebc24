extension Schema {
    /// Who is told of what goes wrong, what goes wrong, what was said within an hour, and what is not delivered yet. What has no app
    /// is the machine's. What was said counts for its hour although its app is destroyed meanwhile.
    static let notify = """
        CREATE TABLE notify_targets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            app_id INTEGER REFERENCES apps ON DELETE CASCADE,
            token TEXT NOT NULL UNIQUE,
            sealed TEXT NOT NULL,
            secret TEXT NOT NULL,
            events TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            delivered_at INTEGER,
            tried_at INTEGER,
            error TEXT,
            failing_since INTEGER,
            failures INTEGER NOT NULL DEFAULT 0,
            next_at INTEGER NOT NULL DEFAULT 0,
            lost INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX notify_targets_of_app ON notify_targets (app_id);
        CREATE TABLE notify_causes (
            app_id INTEGER REFERENCES apps ON DELETE CASCADE,
            event TEXT NOT NULL,
            subject TEXT NOT NULL,
            matter TEXT NOT NULL,
            since INTEGER NOT NULL,
            stage TEXT NOT NULL,
            changed_at INTEGER NOT NULL,
            begun_at INTEGER,
            said_at INTEGER,
            returns INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX notify_cause ON notify_causes (coalesce(app_id, 0), event, subject);
        CREATE INDEX notify_causes_of_app ON notify_causes (app_id);
        CREATE TABLE notify_said (
            app_id INTEGER,
            said_at INTEGER NOT NULL
        );
        CREATE INDEX notify_said_of_app ON notify_said (app_id);
        CREATE TABLE notify_messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            target_id INTEGER NOT NULL REFERENCES notify_targets ON DELETE CASCADE,
            message TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            rejections INTEGER NOT NULL DEFAULT 0
        );
        CREATE INDEX notify_messages_of_target ON notify_messages (target_id, id);
        """
}
