import Model

/// What all rules have in common: `3.13`, `>=18`, `20.x`, `^20`, `~20.1`, `>=18 <23`, `18 - 20`, `lts/*`, `18 || 20`.
struct LenientRange: VersionRange {
    /// Versions from `low` up to but not including `high` (nil: no end).
    private struct Span: Hashable, Sendable {
        var low = VersionNumber(parts: [0, 0, 0])
        var high: VersionNumber?

        func meets(_ other: Span) -> Span? {
            let low = max(low, other.low)
            let high = [high, other.high].compactMap { $0 }.min()
            if let high, high <= low { return nil }
            return Span(low: low, high: high)
        }
    }

    /// Names of Node's long-term releases.
    private static let codenames = [
        "argon": 4, "boron": 6, "carbon": 8, "dubnium": 10, "erbium": 12, "fermium": 14, "gallium": 16, "hydrogen": 18,
        "iron": 20, "jod": 22, "krypton": 24,
    ]

    private let spans: [Span]

    init?(_ text: String) {
        var spans: [Span] = []
        for part in text.split(separator: "||", omittingEmptySubsequences: false) {
            guard let more = Self.conjunction(String(part).trimmed) else { return nil }
            spans += more
        }
        guard !spans.isEmpty else { return nil }
        self.spans = spans
    }

    var named: [VersionNumber] { spans.flatMap { [$0.low] + ($0.high.map { [$0] } ?? []) } }

    /// What is no plain number, such as `22.0.0-rc.1`, is asked for by nobody here.
    func contains(_ version: String) -> Bool {
        guard let number = VersionNumber(version), version.utf8.allSatisfy({ VersionScanner.isDigit($0) || $0 == UInt8(ascii: ".") })
        else { return false }
        return spans.contains { $0.low <= number && ($0.high.map { number < $0 } ?? true) }
    }

    /// Comparators that must all hold. An empty list of spans: they contradict one another.
    private static func conjunction(_ text: String) -> [Span]? {
        let words = text.lowercased()
        if ["", "*", "x", "node", "latest", "current", "stable", "lts", "lts/*"].contains(words) { return [Span()] }
        if words.hasPrefix("lts/") {
            guard let major = codenames[String(words.dropFirst(4))] else { return nil }
            let number = VersionNumber(parts: [major])
            return [Span(low: number.full, high: number.successor)]
        }
        if let dash = words.firstRange(of: " - ") {
            guard let low = VersionNumber(words[..<dash.lowerBound].drop { $0 == " " }),
                let high = VersionNumber(words[dash.upperBound...].drop { $0 == " " })
            else { return nil }
            return Span(low: low.full).meets(Span(high: high.successor)).map { [$0] } ?? []
        }
        var span: Span? = Span()
        for comparator in VersionScanner.conditions(words) {
            guard let next = self.span(comparator) else { return nil }
            span = span?.meets(next)
        }
        return span.map { [$0] } ?? []
    }

    private static func span(_ text: String) -> Span? {
        let operation = String(text.prefix { "<>=~^!".contains($0) })
        var rest = String(text.dropFirst(operation.count))
        for prefix in ["python-", "node-", "v"] where rest.hasPrefix(prefix) { rest.removeFirst(prefix.count) }
        if rest == "*" || rest == "x" { return Span() }
        let wild = rest.hasSuffix(".x") || rest.hasSuffix(".*")
        while rest.hasSuffix(".x") || rest.hasSuffix(".*") { rest.removeLast(2) }
        guard rest.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isLetter || ".-+".contains($0)) }),
            let number = VersionNumber(rest)
        else { return nil }
        switch operation {
        case "", "=", "==", "===": return Span(low: number.full, high: number.successor)
        // A single version that is excluded leaves others of its line.
        case "!=": return wild || number.parts.count < 3 ? nil : Span()
        case ">=": return Span(low: number.full)
        case ">": return Span(low: number.parts.count < 3 ? number.successor : VersionNumber(parts: plusOne(number)))
        case "<": return Span(high: number.full)
        case "<=": return Span(high: number.successor)
        case "^": return Span(low: number.full, high: caret(number))
        case "~": return Span(low: number.full, high: VersionNumber(parts: Array(number.parts.prefix(2))).successor)
        // Python's "compatible release": the last part may grow.
        case "~=":
            guard number.parts.count > 1 else { return nil }
            return Span(low: number.full, high: VersionNumber(parts: Array(number.parts.dropLast())).successor)
        default: return nil
        }
    }

    private static func plusOne(_ number: VersionNumber) -> [Int] {
        var parts = number.full.parts
        parts[2] += 1
        return parts
    }

    /// `^` lets everything grow that comes after the first number that is not 0.
    private static func caret(_ number: VersionNumber) -> VersionNumber {
        let fixed = number.parts.firstIndex { $0 != 0 } ?? number.parts.count - 1
        return VersionNumber(parts: Array(number.parts.prefix(fixed + 1))).successor
    }
}
