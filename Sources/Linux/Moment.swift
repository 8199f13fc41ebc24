import Glibc

/// Points in time.
package enum Moment {
    /// Milliseconds of the monotonic clock.
    package static func monotonicMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Microseconds since 1970, UTC.
    package static func wallMicroseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    private static let begun = (wall: wallMicroseconds(), monotonic: monotonicMilliseconds())

    /// The same for deciding whether something is old enough to go: no later than the clock as it was when it was first asked for, and the time that
    /// has passed since. Whoever sets it ahead makes nothing old.
    package static func steadyMicroseconds() -> Int64 {
        let begun = begun
        return min(wallMicroseconds(), begun.wall + (monotonicMilliseconds() - begun.monotonic) * 1000 + 1000)
    }

    /// `2026-11-23T18:15:01.123456+00:00`, as Heroku's logs have it.
    package static func text(_ microseconds: Int64 = wallMicroseconds()) -> String {
        var seconds = time_t(microseconds / 1_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(fraction)+00:00"
    }

    /// Whole seconds since 1970 of a time that `text` has written, with or without a fraction; nil: it has another form.
    package static func seconds(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            text.hasSuffix("+00:00")
        else { return nil }
        func number(_ start: Int, _ count: Int = 2) -> Int32? { Int32(String(decoding: bytes[start..<start + count], as: UTF8.self)) }
        guard let year = number(0, 4), let month = number(5), let day = number(8), let hour = number(11), let minute = number(14),
            let second = number(17), (1...12).contains(month)
        else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, month - 1, day)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
        return Int64(timegm(&parts))
    }
}
