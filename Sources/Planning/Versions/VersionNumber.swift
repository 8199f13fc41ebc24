/// Up to three numbers, as versions of toolchains have them.
struct VersionNumber: Hashable, Comparable, Sendable {
    var parts: [Int]

    /// `3.13`, `v20.1.0`; a suffix such as `rc1` or `-beta` is left out. Nil where there is no number at the start.
    init?(_ text: some StringProtocol) {
        var parts: [Int] = []
        let digits = text.first == "v" || text.first == "V" ? text.dropFirst() : text.dropFirst(0)
        for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
            let number = part.utf8.prefix(while: VersionScanner.isDigit)
            guard !number.isEmpty, number.count <= 9, let value = Int(String(decoding: number, as: UTF8.self)) else { break }
            parts.append(value)
            if number.count != part.utf8.count { break }
        }
        guard !parts.isEmpty else { return nil }
        self.parts = Array(parts.prefix(3))
    }

    init(parts: [Int]) { self.parts = parts }

    static let zero = VersionNumber(parts: [0])

    /// With three parts, zeros where there was none.
    var full: VersionNumber { VersionNumber(parts: parts + Array(repeating: 0, count: max(3 - parts.count, 0))) }

    /// `3.13.5`.
    var text: String { parts.map(String.init).joined(separator: ".") }

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
