import Linux
import Model

/// Points in time as Heroku's CLI shows them.
package enum TimeText {
    /// `2026/11/23 18:00:00 +0000 (~ 3m ago)` of `2026-11-23T18:00:00.123456+00:00`; text of another form is left as it is.
    package static func shown(_ text: String, now: Int64) -> String {
        guard let seconds = Moment.seconds(text) else { return text }
        let day = text.prefix(10).split(separator: "-").joined(separator: "/")
        let time = text.dropFirst(11).prefix(8)
        return "\(day) \(time) +0000 (\(ago(now / 1_000_000 - seconds)))"
    }

    /// `2027-02-21 (in 90 days)` of a time in UTC; text of another form is left as it is.
    package static func day(_ text: String, now: Int64) -> String {
        guard let seconds = Moment.seconds(text) else { return text }
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
    package static func ago(_ elapsed: Int64) -> String { "~ \(Quantity.rounded(seconds: elapsed)) ago" }
}
