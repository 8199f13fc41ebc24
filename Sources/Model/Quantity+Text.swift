/// As people read them.
extension Quantity {
    /// `56.7M`, as Heroku shows slugs.
    package static func short(bytes: Int64) -> String {
        for (factor, unit) in [(Int64(1 << 30), "G"), (1 << 20, "M"), (1 << 10, "K")] where bytes >= factor {
            return tenths((bytes * 10 + factor / 2) / factor) + unit
        }
        return "\(bytes)B"
    }

    /// `21 MB`: the nearest whole number of the largest unit.
    package static func rounded(bytes: Int64) -> String {
        var amount = bytes
        var unit = "B"
        for larger in ["KB", "MB", "GB", "TB"] where amount >= 1024 {
            amount = amount / 1024 + (amount % 1024 >= 512 ? 1 : 0)
            unit = larger
        }
        return "\(amount) \(unit)"
    }

    /// `500 MB`, `1025`: no byte is lost.
    package static func exact(bytes: Int64) -> String {
        for (factor, unit) in [(Int64(1 << 30), "GB"), (1 << 20, "MB"), (1 << 10, "KB")] where bytes > 0 && bytes % factor == 0 {
            return "\(bytes / factor) \(unit)"
        }
        return "\(bytes)"
    }

    /// `0.4s`, `12.3s`, `2m 5s`: how long something took.
    package static func short(milliseconds: Int64) -> String {
        guard milliseconds >= 60_000 else { return tenths((milliseconds + 50) / 100) + "s" }
        let seconds = (milliseconds + 500) / 1000
        return "\(seconds / 60)m \(seconds % 60)s"
    }

    /// `5s`, `3m`, `2h`, `4d`: how long ago something was; below 0 where the clocks of two machines differ.
    package static func rounded(seconds: Int64) -> String {
        switch max(seconds, 0) {
        case let seconds where seconds < 60: "\(seconds)s"
        case let seconds where seconds < 3600: "\(seconds / 60)m"
        case let seconds where seconds < 25 * 3600: "\(seconds / 3600)h"
        case let seconds: "\(seconds / 86_400)d"
        }
    }

    /// `1h`, `5min`, `30s`, `500ms`: no millisecond is lost.
    package static func exact(milliseconds: Int) -> String {
        for (factor, unit) in [(3_600_000, "h"), (60_000, "min")] where milliseconds > 0 && milliseconds % factor == 0 {
            return "\(milliseconds / factor)\(unit)"
        }
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }

    /// `6 h`, `15 min`, `60 s`, as config.yml has it.
    package static func setting(seconds: Int64) -> String {
        if seconds > 0 && seconds % 3600 == 0 { return "\(seconds / 3600) h" }
        return seconds > 60 && seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
    }

    /// `30 s`, `500 ms`, as config.yml has it.
    package static func setting(milliseconds: Int64) -> String {
        milliseconds >= 1000 && milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }

    private static func tenths(_ value: Int64) -> String { "\(value / 10).\(value % 10)" }
}
