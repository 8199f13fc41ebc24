import Model

/// Numbers with and without units.
extension NodeReader {
    package func integer(_ key: String, in range: ClosedRange<Int64>) throws(SourceError) -> Int64? {
        guard let value = value(key) else { return nil }
        let digits = try string(value, key).filter { $0 != "_" }
        guard let number = Int64(digits) else {
            throw error(value, "`\(key)` must be a whole number, not `\(digits)`")
        }
        guard range.contains(number) else {
            throw error(value, "`\(key)` must be from \(range.lowerBound) to \(range.upperBound), not \(number)")
        }
        return number
    }

    /// `500 MB`, `1 GB`, `4 KB` or a number of bytes. Units are powers of 1024.
    package func bytes(_ key: String) throws(SourceError) -> Int64? {
        let units: [(String, Int64)] = [
            ("kb", 1 << 10), ("mb", 1 << 20), ("gb", 1 << 30), ("tb", 1 << 40), ("kib", 1 << 10), ("mib", 1 << 20),
            ("gib", 1 << 30), ("tib", 1 << 40), ("b", 1), ("bytes", 1), ("", 1),
        ]
        return try quantity(key, units, example: "500 MB")
    }

    /// `15 min`, `30 s`, `1 h` or a number of seconds.
    package func seconds(_ key: String) throws(SourceError) -> Int64? {
        let units: [(String, Int64)] = [
            ("", 1), ("s", 1), ("sec", 1), ("second", 1), ("seconds", 1), ("min", 60), ("minute", 60), ("minutes", 60),
            ("h", 3600), ("hour", 3600), ("hours", 3600), ("day", 86400), ("days", 86400),
        ]
        return try quantity(key, units, example: "15 min")
    }

    /// `500 ms`, `30 s`, `1 min` or a number of milliseconds.
    package func milliseconds(_ key: String) throws(SourceError) -> Int64? {
        let units: [(String, Int64)] = [
            ("", 1), ("ms", 1), ("s", 1000), ("sec", 1000), ("min", 60_000), ("h", 3_600_000),
        ]
        return try quantity(key, units, example: "30 s")
    }

    private func quantity(_ key: String, _ units: [(String, Int64)], example: String) throws(SourceError) -> Int64? {
        guard let value = value(key) else { return nil }
        let text = try string(value, key).trimmed
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "_") }
        let unit = String(text.dropFirst(digits.count)).trimmed.lowercased()
        guard let number = Int64(digits.filter { $0 != "_" }), let factor = units.first(where: { $0.0 == unit })?.1
        else {
            throw error(
                value,
                "`\(key)` must be a whole number with a unit, not `\(text)`",
                hint: "write for example \(example)"
            )
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw error(value, "`\(key)` is too large") }
        return product
    }
}
