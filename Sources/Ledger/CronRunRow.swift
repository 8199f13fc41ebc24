import GRDB

/// The last run of a job.
package struct CronRunRow: Sendable, Hashable {
    package let job: String
    /// Of the last time that was seen to; seconds since 1970.
    package let seenAt: Int64
    /// Of the last run.
    package let plannedAt: Int64?
    package let dyno: String?
    /// How that ended; nil: it has not.
    package let result: String?

    init(row: Row) {
        job = row["job"]
        seenAt = row["seen_at"]
        plannedAt = row["planned_at"]
        dyno = row["dyno"]
        result = row["result"]
    }
}

extension Database {
    package func cronRuns(_ app: Int64) throws -> [String: CronRunRow] {
        let rows = try Row.fetchAll(self, sql: "SELECT * FROM cron_runs WHERE app_id = ?", arguments: [app]).map(CronRunRow.init)
        return Dictionary(rows.map { ($0.job, $0) }, uniquingKeysWith: { $1 })
    }

    /// Apps with a job whose last run goes on, or did not go well.
    package func appsWithFailedCronRuns() throws -> [AppRow] {
        let sql = "SELECT * FROM apps WHERE id IN (SELECT app_id FROM cron_runs WHERE result IS NOT 'exited 0') ORDER BY name"
        return try Row.fetchAll(self, sql: sql).map(AppRow.init)
    }

    /// Before it is started: whatever dies then, no time is seen to twice.
    package func beginCronRun(_ job: String, of app: Int64, at time: Int64) throws {
        try execute(
            sql: """
                INSERT INTO cron_runs (app_id, job, seen_at, planned_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (app_id, job) DO UPDATE SET seen_at = excluded.seen_at, planned_at = excluded.planned_at, dyno = NULL, result = NULL
                """,
            arguments: [app, job, time, time]
        )
    }

    /// A time that is passed over.
    package func skipCronRun(_ job: String, of app: Int64, at time: Int64) throws {
        try execute(sql: "UPDATE cron_runs SET seen_at = ? WHERE app_id = ? AND job = ?", arguments: [time, app, job])
    }

    /// Of the run that was planned for a time, where no other has come since.
    package func noteCronRun(_ job: String, of app: Int64, at time: Int64, dyno: String?, result: String?) throws {
        try execute(
            sql: """
                UPDATE cron_runs SET dyno = coalesce(?, dyno), result = coalesce(?, result)
                WHERE app_id = ? AND job = ? AND planned_at = ?
                """,
            arguments: [dyno, result, app, job, time]
        )
    }

    /// Of jobs that an app has no more.
    package func keepCronRuns(_ jobs: Set<String>, of app: Int64) throws {
        for job in try cronRuns(app).keys where !jobs.contains(job) {
            try execute(sql: "DELETE FROM cron_runs WHERE app_id = ? AND job = ?", arguments: [app, job])
        }
    }
}
