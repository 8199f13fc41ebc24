/// Sizes and durations as the transcript shows them.
enum Quantity {
    /// `640B`, `12.4K`, `56.7M`, `1.2G`.
    static func bytes(_ count: Int64) -> String {
        guard count >= 1000 else { return "\(count)B" }
        var value = Double(count) / 1024
        for unit in ["K", "M"] {
            if value < 1000 { return "\(oneDigit(value))\(unit)" }
            value /= 1024
        }
        return "\(oneDigit(value))G"
    }

    /// `0.4s`, `75s`.
    static func duration(milliseconds: Int64) -> String {
        milliseconds < 60_000 ? "\(oneDigit(Double(milliseconds) / 1000))s" : "\(milliseconds / 1000)s"
    }

    private static func oneDigit(_ value: Double) -> String {
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
