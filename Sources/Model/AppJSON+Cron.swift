/// `cron`, in Dokku's form: a list of `command` and `schedule`.
extension AppJSON {
    static func cron(_ value: JSONValue?, _ source: SourceText) throws(SourceError) -> [CronJob] {
        var jobs: [CronJob] = []
        for element in try list(value, "cron", source) {
            func error(_ message: String, _ hint: String? = nil) -> SourceError {
                source.error(line: element.line, column: element.column, message, hint: hint)
            }
            let form = "write {\"command\": \"python clean.py\", \"schedule\": \"@daily\"}"
            guard let command = try text(element["command"], "command", source),
                let schedule = try text(element["schedule"], "schedule", source)
            else { throw error("a job of `cron` needs a `command` and a `schedule`", form) }
            var concurrency: CronJob.Concurrency?
            if let word = try text(element["concurrency_policy"], "concurrency_policy", source) {
                concurrency = CronJob.Concurrency(rawValue: word)
                guard concurrency != nil else { throw error("`concurrency_policy` is allow, forbid or replace, not `\(word)`") }
            }
            do throws(Failure) {
                let zone = try zone(element, source)
                jobs.append(try CronJob(schedule: schedule, command: command, zone: zone, concurrency: concurrency))
            } catch {
                throw source.error(line: element.line, column: element.column, error.message, hint: error.hint)
            }
            guard jobs.count <= CronJob.countMax else { throw error("`cron` has over \(CronJob.countMax) jobs") }
        }
        return jobs
    }

    private static func zone(_ element: JSONValue, _ source: SourceText) throws(Failure) -> String? {
        do throws(SourceError) {
            return try text(element["timezone"], "timezone", source)
        } catch {
            throw error.failure
        }
    }
}
