/// When something is due, as cron says it: five fields, or a word such as `@daily`.
///
/// Where both days are chosen (`0 3 1 * mon`), either is enough, as in cron.
package struct CronSchedule: Hashable, Sendable, CustomStringConvertible {
    package static let example =
        "five fields, minute hour day month weekday: \"0 3 * * *\" is at 3 every night, \"*/10 * * * *\" every ten minutes"
    package static let textBytesMax = 200

    private static let words = [
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0", "@daily": "0 0 * * *",
        "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
    ]

    /// As it was written, with single spaces.
    package let description: String
    let minutes: CronField
    let hours: CronField
    let days: CronField
    let months: CronField
    let weekdays: CronField

    package init(_ text: String) throws(Failure) {
        guard text.utf8.count <= Self.textBytesMax else {
            throw Failure(.invalid, "a schedule has at most \(Self.textBytesMax) bytes", hint: Self.example)
        }
        let parts = text.split(whereSeparator: \.isWhitespace)
        description = parts.joined(separator: " ")
        guard let first = parts.first else { throw Failure(.invalid, "the schedule is empty", hint: Self.example) }
        var fields = parts
        if first.hasPrefix("@") {
            guard parts.count == 1, let meant = Self.words[first.lowercased()] else {
                throw Failure(
                    .invalid,
                    "`\(HarmlessText.text(description))` is no schedule",
                    hint: "the words are \(Self.words.keys.sorted().joined(separator: ", ")); or \(Self.example)"
                )
            }
            fields = meant.split(separator: " ")
        }
        guard fields.count == 5 else {
            let seconds = fields.count == 6 ? ": there is no field for seconds, nor for years" : ""
            throw Failure(
                .invalid,
                "the schedule `\(HarmlessText.text(String(description.prefix(60))))` has \(fields.count) fields, and needs 5\(seconds)",
                hint: Self.example
            )
        }
        minutes = try CronField(fields[0], CronField.minutes)
        hours = try CronField(fields[1], CronField.hours)
        days = try CronField(fields[2], CronField.days)
        months = try CronField(fields[3], CronField.months)
        weekdays = try CronField(fields[4], CronField.weekdays)
        guard !days.numbers.isEmpty, weekdays.isOpen, let least = days.sorted.first else { return }
        let longest = months.sorted.map { [1: 31, 2: 29, 3: 31, 5: 31, 7: 31, 8: 31, 10: 31, 12: 31][$0] ?? 30 }.max() ?? 31
        guard least > longest else { return }
        throw Failure(.invalid, "the schedule `\(description)` is never: no such month has a day \(least)", hint: Self.example)
    }

    /// 29 February is eight years away at most.
    private static let daysMax = 8 * 366 + 1

    /// When it is due next, strictly after a time: seconds since 1970. nil: within eight years never.
    ///
    /// A time that a clock put forward leaves out comes as much later as it is put forward; one that a clock put back shows twice is due
    /// the first time, and both times where every hour is meant.
    package func next(after time: Int64, in zone: ZoneRules) -> Int64? {
        let today = CivilDay(seconds: time + zone.offset(at: time))
        // What was due yesterday by a clock that is put forward may come today.
        for number in -1...Self.daysMax {
            let day = today.adding(number)
            guard fits(day) else { continue }
            if let found = first(on: day, after: time, zone) { return found }
        }
        return nil
    }

    private func fits(_ day: CivilDay) -> Bool {
        guard months.numbers.contains(day.month) else { return false }
        let (byDate, byWeek) = (days.numbers.contains(day.day), weekdays.numbers.contains(day.weekday))
        return days.isOpen || weekdays.isOpen ? byDate && byWeek : byDate || byWeek
    }

    private func first(on day: CivilDay, after time: Int64, _ zone: ZoneRules) -> Int64? {
        let offsets = [zone.offset(at: day.seconds - 86_400), zone.offset(at: day.seconds + 2 * 86_400)]
        let isPlain = offsets[0] == offsets[1]
        var best: Int64?
        for hour in hours.sorted {
            let begin = day.seconds + Int64(hour) * 3600
            // Over already, which on a day of one offset can be said of a whole hour.
            if isPlain, begin + 3600 - offsets[0] <= time { continue }
            for minute in minutes.sorted {
                let shown = begin + Int64(minute) * 60
                for found in moments(shown, offsets, zone) where found > time {
                    // On a day of one offset the first is the earliest.
                    if isPlain { return found }
                    best = min(best ?? found, found)
                }
            }
        }
        return best
    }

    /// When clocks show a time: seconds since 1970.
    private func moments(_ shown: Int64, _ offsets: [Int64], _ zone: ZoneRules) -> [Int64] {
        let found = Set(offsets).map { shown - $0 }.filter { $0 + zone.offset(at: $0) == shown }.sorted()
        guard let first = found.first else { return [shown - offsets[0]] }
        return hours.numbers.count == 24 ? found : [first]
    }
}
