/// A point in time as messages write it.
package struct UTCTime: Hashable, Sendable {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private let day: CivilDay
    private let hour: Int64
    private let minute: Int64
    private let second: Int64

    /// - Parameter seconds: since 1970.
    package init(seconds: Int64) {
        day = CivilDay(seconds: seconds)
        let rest = seconds - day.seconds
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    }

    /// `2026-11-28T17:20:00Z`
    package var iso: String { "\(date)T\(time)Z" }
    /// `2026-11-28 17:20 UTC`
    package var words: String { "\(date) \(Self.two(hour)):\(Self.two(minute)) UTC" }
    /// `28 Nov 2026 17:20:00 +0000`, as RFC 5322 has it.
    package var mail: String { "\(day.day) \(Self.months[day.month - 1]) \(day.year) \(time) +0000" }
    /// `2026-11-28`
    package var date: String { "\(day.year)-\(Self.two(Int64(day.month)))-\(Self.two(Int64(day.day)))" }

    private var time: String { "\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))" }
    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
