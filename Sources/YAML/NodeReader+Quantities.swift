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
    package func bytes(_ key: String) throws(SourceError) -> Int64? { try quantity(key, example: "500 MB", Quantity.bytes) }

    /// `15 min`, `30 s`, `1 h` or a number of seconds.
    package func seconds(_ key: String) throws(SourceError) -> Int64? { try quantity(key, example: "15 min", Quantity.seconds) }

    /// `500 ms`, `30 s`, `1 min` or a number of milliseconds.
    package func milliseconds(_ key: String) throws(SourceError) -> Int64? {
        try quantity(key, example: "30 s") { Quantity.milliseconds($0, unit: "ms") }
    }

    private func quantity(_ key: String, example: String, _ read: (String) -> Quantity.Reading) throws(SourceError) -> Int64? {
        guard let value = value(key) else { return nil }
        let text = try string(value, key).trimmed
        switch read(text) {
        case .value(let number): return number
        case .tooLarge: throw error(value, "`\(key)` is too large")
        case .none:
            throw error(value, "`\(key)` must be a whole number with a unit, not `\(text)`", hint: "write for example \(example)")
        }
    }
}
