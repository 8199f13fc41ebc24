/// Sizes and lengths of time as people write them. Units of sizes are powers of 1024.
package enum Quantity {
    package enum Reading: Hashable, Sendable {
        case value(Int64)
        case none
        case tooLarge
    }

    private static let sizeUnits: [String: Int64] = [
        "": 1, "b": 1, "bytes": 1, "kb": 1 << 10, "kib": 1 << 10, "mb": 1 << 20, "mib": 1 << 20, "gb": 1 << 30, "gib": 1 << 30,
        "tb": 1 << 40, "tib": 1 << 40,
    ]

    private static let timeUnits: [String: Int64] = [
        "ms": 1, "s": 1000, "sec": 1000, "second": 1000, "seconds": 1000, "m": 60_000, "min": 60_000, "minute": 60_000, "minutes": 60_000,
        "h": 3_600_000, "hour": 3_600_000, "hours": 3_600_000, "d": 86_400_000, "day": 86_400_000, "days": 86_400_000,
    ]

    /// `500 MB`, `1GB`, or a number of bytes.
    package static func bytes(_ text: String) -> Reading { read(text) { sizeUnits[$0] } }

    /// `500ms`, `30 s`, `5min`, `1 h`.
    /// - Parameter unit: of a number that has none.
    package static func milliseconds(_ text: String, unit: String) -> Reading {
        read(text) { timeUnits[$0.isEmpty ? unit : $0] }
    }

    /// The same in whole seconds.
    package static func seconds(_ text: String) -> Reading {
        let reading = milliseconds(text, unit: "s")
        guard case .value(let value) = reading else { return reading }
        return value % 1000 == 0 ? .value(value / 1000) : .none
    }

    /// A whole number, in which `_` may stand between digits, and a unit.
    private static func read(_ text: String, _ factor: (String) -> Int64?) -> Reading {
        let text = text.trimmed
        let digits = text.utf8.prefix { ASCII.isDigit($0) || $0 == UInt8(ascii: "_") }
        let unit = String(text.dropFirst(digits.count)).trimmed.lowercased()
        guard digits.contains(where: ASCII.isDigit), let factor = factor(unit) else { return .none }
        guard let number = Int64(String(decoding: digits.filter(ASCII.isDigit), as: UTF8.self)) else { return .tooLarge }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? .tooLarge : .value(product)
    }
}
