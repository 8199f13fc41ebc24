/// Up to three numbers, as versions of toolchains have them.
struct VersionNumber: Hashable, Comparable, Sendable {
    var parts: [Int]

    /// `3.13`, `v20.1.0`; a suffix such as `rc1` or `-beta` is left out. Nil where there is no number at the start.
    init?(_ text: some StringProtocol) {
        var parts: [Int] = []
        let digits = text.first == "v" || text.first == "V" ? text.dropFirst() : text.dropFirst(0)
        for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
            let number = part.prefix { $0.isASCII && $0.isNumber }
            guard !number.isEmpty, number.utf8.count <= 9, let value = Int(number) else { break }
            parts.append(value)
            if number.count != part.count { break }
        }
        guard !parts.isEmpty else { return nil }
        self.parts = Array(parts.prefix(3))
    }

    init(parts: [Int]) { self.parts = parts }

    /// With three parts, zeros where there was none.
    var full: VersionNumber { VersionNumber(parts: parts + Array(repeating: 0, count: 3 - parts.count)) }

    /// The first version that does not begin with these parts: 3.14 after 3.13.
    var successor: VersionNumber {
        var parts = parts
        parts[parts.count - 1] += 1
        return VersionNumber(parts: parts).full
    }

    static func < (left: VersionNumber, right: VersionNumber) -> Bool {
        left.full.parts.lexicographicallyPrecedes(right.full.parts)
    }
}
