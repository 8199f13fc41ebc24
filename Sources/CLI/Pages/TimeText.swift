/// Points in time as Heroku's CLI shows them.
package enum TimeText {
    /// `2026/11/23 18:00:00 +0000 (~ 3m ago)` of `2026-11-23T18:00:00.123456+00:00`; text of another form is left as it is.
    package static func shown(_ text: String, now: Int64) -> String {
        guard let seconds = seconds(text) else { return text }
        let day = text.prefix(10).split(separator: "-").joined(separator: "/")
        let time = text.dropFirst(11).prefix(8)
        return "\(day) \(time) +0000 (\(ago(now / 1_000_000 - seconds)))"
    }

    /// `2027-02-21 (in 90 days)` of a time in UTC; text of another form is left as it is.
    package static func day(_ text: String, now: Int64) -> String {
        guard let seconds = seconds(text) else { return text }
        let left = seconds - now / 1_000_000
        guard abs(left) >= 60 else { return "\(text.prefix(10)) (now)" }
        let (amount, unit): (Int64, String) =
            switch abs(left) {
            case ..<3600: (abs(left) / 60, "minute")
            case ..<172_800: (abs(left) / 3600, "hour")
            default: (abs(left) / 86_400, "day")
            }
        let words = "\(amount) \(unit)\(amount == 1 ? "" : "s")"
        return "\(text.prefix(10)) (\(left >= 0 ? "in \(words)" : "\(words) ago"))"
    }

    /// - Parameter elapsed: seconds; clocks of two machines may differ, so that it may be below 0.
    package static func ago(_ elapsed: Int64) -> String { "~ \(length(elapsed)) ago" }

    /// `5s`, `3m`, `2h`, `4d`
    package static func length(_ seconds: Int64) -> String {
        switch max(seconds, 0) {
        case let seconds where seconds < 60: "\(seconds)s"
        case let seconds where seconds < 3600: "\(seconds / 60)m"
        case let seconds where seconds < 25 * 3600: "\(seconds / 3600)h"
        case let seconds: "\(seconds / 86_400)d"
        }
    }

    /// Seconds since 1970 of a time in UTC.
    package static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, text.hasSuffix("+00:00") else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int64? { Int64(String(decoding: bytes[range], as: UTF8.self)) }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month)
        else { return nil }
        return days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    /// Days since 1970, of a year that begins in March, so that the leap day is its last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}
