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
    /// When somebody saw its end, or that it could not be started; microseconds since 1970. nil: it has none, or an older version saw it.
    package let endedAt: Int64?

    init(row: Row) {
        job = row["job"]
        seenAt = row["seen_at"]
        plannedAt = row["planned_at"]
        dyno = row["dyno"]
        result = row["result"]
        endedAt = row["ended_at"]
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
    /// - Parameters:
    ///   - seen: the time that it is seen to by this; of one that somebody starts by hand what was seen to before.
    ///   - dyno: that will run it.
    package func beginCronRun(_ job: String, of app: Int64, at time: Int64, seen: Int64, dyno: String) throws {
        try keepCronRun([app, job, seen, time, dyno, nil, nil])
    }

    /// One that has no dyno: it has ended before it began.
    /// - Parameters:
    ///   - time: that is seen to by this.
    ///   - now: microseconds since 1970.
    package func refuseCronRun(_ job: String, of app: Int64, at time: Int64, result: String, now: Int64) throws {
        try keepCronRun([app, job, time, time, nil, result, now])
    }

    private func keepCronRun(_ values: StatementArguments) throws {
        try execute(
            sql: """
                INSERT INTO cron_runs (app_id, job, seen_at, planned_at, dyno, result, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (app_id, job) DO UPDATE SET seen_at = excluded.seen_at, planned_at = excluded.planned_at,
                dyno = excluded.dyno, result = excluded.result, ended_at = excluded.ended_at
                """,
            arguments: values
        )
    }

    /// A time that is passed over, or the moment at which a job came to be.
    package func skipCronRun(_ job: String, of app: Int64, at time: Int64) throws {
        try execute(
            sql: """
                INSERT INTO cron_runs (app_id, job, seen_at) VALUES (?, ?, ?)
                ON CONFLICT (app_id, job) DO UPDATE SET seen_at = excluded.seen_at
                """,
            arguments: [app, job, time]
        )
    }

    /// How the run that a dyno has done ended, where no other has come since.
    /// - Parameter now: microseconds since 1970.
    package func endCronRun(_ job: String, of app: Int64, dyno: String?, result: String, now: Int64) throws {
        try execute(
            sql: "UPDATE cron_runs SET result = ?, ended_at = ? WHERE app_id = ? AND job = ? AND dyno IS ? AND result IS NULL",
            arguments: [result, now, app, job, dyno]
        )
    }

    /// Of a job that an app has no more.
    package func forgetCronRun(_ job: String, of app: Int64) throws {
        try execute(sql: "DELETE FROM cron_runs WHERE app_id = ? AND job = ?", arguments: [app, job])
    }

    /// Whose jobs an app has; nil: it has no release. Without config vars, which would be opened every minute.
    package func cronSource(_ app: Int64) throws -> CronSource? {
        try Row.fetchOne(
            self,
            sql: """
                SELECT deploys.id, slug, coalesce(releases.created_at, deploys.created_at) AS since FROM apps
                JOIN deploys ON deploys.id = current_deploy LEFT JOIN releases ON deploy_id = deploys.id WHERE apps.id = ?
                """,
            arguments: [app]
        ).map { CronSource(deploy: $0["id"], slug: $0["slug"], since: $0["since"]) }
    }
}
