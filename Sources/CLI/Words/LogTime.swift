import Linux
import Model

/// Times as people write them for `--since` and `--until`.
enum LogTime {
    static let rule = "10m, 2h, 15:00, 2026-11-27, 2026-11-27T15:00 or with a zone, …T15:00+01:00; without one it is UTC, as in the log"

    /// In the form that lines of a log have.
    ///
    /// - Parameters:
    ///   - text: `10m` (ago), `15:00`, `2026-11-27 15:00:05Z`.
    ///   - now: microseconds since 1970.
    static func read(_ text: String, now: Int64) -> String? { microseconds(text.trimmed, now: now).map { Moment.text($0) } }

    private static func microseconds(_ text: String, now: Int64) -> Int64? {
        if text == "now" { return now }
        // A number alone might be minutes, or seconds since 1970.
        if case .value(let milliseconds) = Quantity.milliseconds(text, unit: "?") {
            let (past, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
            return overflow || past > now ? nil : now - past
        }
        let today = String(Moment.text(now).prefix(10))
        if text.prefix(3).last == ":" || text.prefix(2).last == ":" {
            guard let time = point("\(today)T\(text)") else { return nil }
            // Of the day before, where it is yet to come.
            return time > now ? time - 86_400_000_000 : time
        }
        return point(text)
    }

    /// `2026-11-27`, `2026-11-27T15:00`, `2026-11-27 15:00:05.25+01:00`.
    private static func point(_ text: String) -> Int64? {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false).flatMap {
            $0.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        }
        guard let day = parts.first, day.count == 10, parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return seconds(day, "00:00:00").map { $0 * 1_000_000 } }
        let (clock, minutes) = zone(parts[1])
        guard let minutes else { return nil }
        let pieces = clock.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fields = pieces[0].split(separator: ":", omittingEmptySubsequences: false).map { $0.count == 1 ? "0\($0)" : String($0) }
        guard (2...3).contains(fields.count), fields.allSatisfy({ $0.count == 2 }) else { return nil }
        guard let whole = seconds(day, (fields + ["00"]).prefix(3).joined(separator: ":")) else { return nil }
        var fraction: Int64 = 0
        if pieces.count > 1 {
            let digits = pieces[1].prefix(6)
            guard pieces[1].allSatisfy(\.isNumber), let number = Int64(digits + String(repeating: "0", count: 6 - digits.count)) else {
                return nil
            }
            fraction = number
        }
        return (whole - minutes * 60) * 1_000_000 + fraction
    }

    /// What stands before the zone, and how many minutes it is before UTC; nil: it is none.
    private static func zone(_ text: Substring) -> (clock: Substring, minutes: Int64?) {
        if text.hasSuffix("Z") || text.hasSuffix("z") { return (text.dropLast(), 0) }
        guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return (text, 0) }
        let digits = text[sign...].dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let number = Int64(digits), number % 100 < 60, number <= 1400 else { return (text, nil) }
        return (text[..<sign], (number / 100 * 60 + number % 100) * (text[sign] == "-" ? -1 : 1))
    }

    private static func seconds(_ day: Substring, _ clock: String) -> Int64? {
        let text = "\(day)T\(clock)+00:00"
        guard let seconds = Moment.seconds(text) else { return nil }
        // Not the 32nd, nor 25 o'clock.
        return Moment.text(seconds * 1_000_000).hasPrefix("\(day)T\(clock)") ? seconds : nil
    }
}
