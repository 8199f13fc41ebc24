/// A command that an app has run at certain times.
package struct CronJob: Hashable, Sendable, Codable {
    /// Of one app, those of app.json included.
    package static let countMax = 100
    package static let commandBytesMax = 10_000

    /// What becomes of one that is due while it still runs from the time before.
    package enum Concurrency: String, Hashable, Sendable, Codable, CaseIterable {
        /// Both run.
        case allow
        /// This time is passed over.
        case forbid
        /// The one before is stopped.
        case replace
    }

    package let schedule: String
    /// Of the shell.
    package let command: String
    /// As zoneinfo names it; nil: UTC.
    package let zone: String?
    /// nil: `allow`.
    package let concurrency: Concurrency?

    package init(schedule: String, command: String, zone: String? = nil, concurrency: Concurrency? = nil) throws(Failure) {
        self.schedule = try CronSchedule(schedule).description
        let command = command.trimmed
        guard !command.isEmpty else {
            throw Failure(.invalid, "no command is given", hint: "such as: renga schedule:add @daily -- python clean.py")
        }
        guard command.utf8.count <= Self.commandBytesMax, !command.utf8.contains(0) else {
            throw Failure(
                .invalid,
                "a command has at most \(Self.commandBytesMax) bytes, none of them NUL",
                hint: "put it into a file of the app"
            )
        }
        if let zone, !Self.isZone(zone) {
            throw Failure(.invalid, "`\(HarmlessText.text(String(zone.prefix(64))))` is no time zone", hint: "such as Europe/Berlin or UTC")
        }
        self.command = command
        self.zone = zone
        self.concurrency = concurrency
    }

    /// Part of a path below zoneinfo.
    package static func isZone(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return (1...64).contains(text.utf8.count) && parts.count <= 4
            && parts.allSatisfy { part in
                part.utf8.first.map(ASCII.isAlphanumeric) == true
                    && part.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "_+-".utf8.contains($0) }
            }
    }

    /// What is wrong with one that somebody else has made; nil: nothing.
    package var objection: String? {
        do throws(Failure) {
            _ = try CronJob(schedule: schedule, command: command, zone: zone, concurrency: concurrency)
            return nil
        } catch {
            return error.message
        }
    }
}
