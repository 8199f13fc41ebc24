import Foundation
import GRDB
import Model

/// A job that somebody has added to an app.
package struct ScheduleRow: Sendable, Hashable {
    package let number: Int
    package let job: CronJob
    /// Microseconds since 1970.
    package let createdAt: Int64
}

extension Database {
    package func schedules(_ app: Int64) throws -> [ScheduleRow] {
        try Row.fetchAll(self, sql: "SELECT number, job, created_at FROM schedules WHERE app_id = ? ORDER BY number", arguments: [app]).map
        {
            let job = try JSONDecoder().decode(CronJob.self, from: Data(($0["job"] as String).utf8))
            return ScheduleRow(number: $0["number"], job: job, createdAt: $0["created_at"])
        }
    }

    /// - Returns: its number.
    package func insertSchedule(_ job: CronJob, of app: Int64, now: Int64) throws -> Int {
        let text = String(decoding: try JSONEncoder().encode(job), as: UTF8.self)
        let last = try Int.fetchOne(self, sql: "SELECT max(number) FROM schedules WHERE app_id = ?", arguments: [app])
        let number = (last ?? 0) + 1
        try execute(
            sql: "INSERT INTO schedules (app_id, number, job, created_at) VALUES (?, ?, ?, ?)",
            arguments: [app, number, text, now]
        )
        return number
    }

    /// - Parameter key: by which its runs are known.
    package func deleteSchedule(_ number: Int, _ key: String, of app: Int64) throws {
        try execute(sql: "DELETE FROM schedules WHERE app_id = ? AND number = ?", arguments: [app, number])
        try forgetCronRun(key, of: app)
    }
}
