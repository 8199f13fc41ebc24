import GRDB
import Model

/// When an app sleeps, and whether it does.
package struct SleepRow: Sendable, Hashable {
    package let settings: SleepSettings
    /// What was current when it was put to sleep, and when that was (microseconds since 1970); nil: it was woken since.
    private let idleDeploy: Int64?
    private let idleSince: Int64?

    init(row: Row) {
        settings = SleepSettings(afterSeconds: row["after_seconds"], wholeApp: row["whole_app"])
        idleDeploy = row["idle_deploy"]
        idleSince = row["idle_since"]
    }

    /// Since when this deploy sleeps, in microseconds since 1970; nil: it does not. One that was released since then is awake,
    /// without anybody having to say so.
    package func idleSince(_ deploy: Int64?) -> Int64? { deploy != nil && idleDeploy == deploy ? idleSince : nil }
}

extension Database {
    /// By the ids of apps: of those that sleep at all.
    package func sleeps() throws -> [Int64: SleepRow] {
        let rows = try Row.fetchAll(self, sql: "SELECT * FROM sleep")
        return Dictionary(rows.map { ($0["app_id"], SleepRow(row: $0)) }, uniquingKeysWith: { $1 })
    }

    /// nil: it never sleeps.
    package func sleep(_ app: Int64) throws -> SleepRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM sleep WHERE app_id = ?", arguments: [app]).map(SleepRow.init)
    }

    /// One that sleeps goes on sleeping, but where it is never to sleep.
    package func setSleep(_ app: Int64, _ settings: SleepSettings?) throws {
        guard let settings else { return try execute(sql: "DELETE FROM sleep WHERE app_id = ?", arguments: [app]) }
        try execute(
            sql: """
                INSERT INTO sleep (app_id, after_seconds, whole_app) VALUES (?, ?, ?)
                ON CONFLICT (app_id) DO UPDATE SET after_seconds = excluded.after_seconds, whole_app = excluded.whole_app
                """,
            arguments: [app, settings.afterSeconds, settings.wholeApp]
        )
    }

    /// Puts an app to sleep, where this deploy is still its current one and these are its settings.
    /// - Parameter now: microseconds since 1970.
    package func putToSleep(_ app: AppName, deploy: Int64, _ settings: SleepSettings, now: Int64) throws {
        try execute(
            sql: """
                UPDATE sleep SET idle_deploy = ?, idle_since = ?
                WHERE app_id = (SELECT id FROM apps WHERE name = ? AND current_deploy = ?) AND after_seconds = ? AND whole_app = ?
                """,
            arguments: [deploy, now, app.text, deploy, settings.afterSeconds, settings.wholeApp]
        )
    }

    /// Nothing where it is awake, or gone.
    package func wake(_ app: AppName) throws {
        try execute(
            sql: "UPDATE sleep SET idle_deploy = NULL, idle_since = NULL WHERE app_id = (SELECT id FROM apps WHERE name = ?)",
            arguments: [app.text]
        )
    }
}
