/// A range as npm's node-semver reads it, strictly: `^20.9 || >=22`, `18 - 20`, `20.x`. A prerelease is in it only where it
/// names a prerelease of the same three numbers.
struct SemverRange: VersionRange {
    /// Of all alternatives together.
    static let comparatorsMax = 64

    private let alternatives: [[SemverComparator]]

    init?(_ text: String) {
        var alternatives: [[SemverComparator]] = []
        for part in Self.split(text) {
            guard let comparators = Self.comparators(part) else { return nil }
            alternatives.append(comparators)
        }
        guard alternatives.joined().count <= Self.comparatorsMax, alternatives.count <= Self.comparatorsMax else { return nil }
        self.alternatives = alternatives.contains(where: \.isEmpty) ? [[]] : alternatives
    }

    var named: [VersionNumber] { alternatives.joined().map { VersionNumber(parts: $0.version.numbers) } }

    func contains(_ version: String) -> Bool {
        guard let version = SemverVersion(version) else { return false }
        return alternatives.contains { comparators in
            guard comparators.allSatisfy({ $0.holds(version) }) else { return false }
            guard !version.prerelease.isEmpty else { return true }
            return comparators.contains { !$0.version.prerelease.isEmpty && $0.version.numbers == version.numbers }
        }
    }

    private static func split(_ text: String) -> [String] {
        var parts = [""]
        var bars = 0
        for character in text {
            if character == "|" {
                bars += 1
                if bars == 2 { (parts, bars) = (parts + [""], 0) }
                continue
            }
            if bars == 1 { parts[parts.count - 1] += "|" }
            bars = 0
            parts[parts.count - 1].append(character)
        }
        if bars == 1 { parts[parts.count - 1] += "|" }
        return parts
    }

    /// Conditions that must all hold; none: any version.
    private static func comparators(_ text: String) -> [SemverComparator]? {
        let words = text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }.map(String.init)
        if words.count == 3, words[1] == "-" { return SemverComparator.hyphen(words[0], words[2]) }
        var all: [SemverComparator] = []
        for word in joined(words) {
            guard let comparators = SemverComparator.all(word) else { return nil }
            all += comparators
        }
        return all.filter { !$0.isAny }
    }

    /// An operator may stand apart from its version.
    private static func joined(_ words: [String]) -> [String] {
        var result: [String] = []
        for word in words {
            if let last = result.last, ["<", ">", "<=", ">=", "=", "^", "~", "~>"].contains(last) {
                result[result.count - 1] = last + word
            } else {
                result.append(word)
            }
        }
        return result
    }
}
