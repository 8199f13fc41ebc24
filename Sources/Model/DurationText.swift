/// Times as people type and read them: `500ms`, `30s`, `5min`, `1h`.
package enum DurationText {
    private static let units: [(name: String, milliseconds: Int)] = [
        ("ms", 1), ("s", 1000), ("sec", 1000), ("m", 60_000), ("min", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// - Parameter unit: of a number that has none.
    /// - Returns: nil where it is no time, or too long to be counted.
    package static func milliseconds(_ text: String, unit: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = digits.utf8.count == text.utf8.count ? unit : String(text.dropFirst(digits.count)).trimmed
        guard let number = Int(digits), let factor = units.first(where: { $0.name == name })?.milliseconds else {
            return nil
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    package static func shown(milliseconds: Int) -> String {
        if milliseconds > 0, milliseconds % 3_600_000 == 0 { return "\(milliseconds / 3_600_000)h" }
        if milliseconds > 0, milliseconds % 60_000 == 0 { return "\(milliseconds / 60_000)min" }
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }
}
