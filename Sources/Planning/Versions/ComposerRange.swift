import Model

/// A constraint as Composer reads it: `^8.2`, `~8.1`, `>=8.1 <8.5`, `8.*`, `8.1 - 8.3`, `^8.2 || ^8.3`.
struct ComposerRange: VersionRange {
    private static let conditionsMax = 64

    private let alternatives: [[ComposerCondition]]

    init?(_ text: String) {
        var alternatives: [[ComposerCondition]] = []
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map { String($0).trimmed }
        for (index, part) in parts.enumerated() {
            // Between the bars of `||` there is nothing.
            if part.isEmpty, index > 0, index < parts.count - 1 { continue }
            guard let conditions = Self.conditions(part) else { return nil }
            alternatives.append(conditions)
        }
        guard alternatives.count <= Self.conditionsMax, alternatives.joined().count <= Self.conditionsMax else { return nil }
        self.alternatives = alternatives
    }

    var named: [VersionNumber] { alternatives.joined().map { VersionNumber(parts: Array($0.version.numbers.prefix(3))) } }

    func contains(_ version: String) -> Bool {
        guard let version = ComposerVersion(version) else { return false }
        return alternatives.contains { $0.allSatisfy { $0.holds(version) } }
    }

    private static func conditions(_ text: String) -> [ComposerCondition]? {
        var words = Self.words(text)
        guard !words.isEmpty else { return nil }
        var all: [ComposerCondition] = []
        while let word = words.popFirst() {
            if words.count > 1, words.first == "-" {
                guard let more = ComposerCondition.hyphen(word, words[words.startIndex + 1]) else { return nil }
                all += more
                words = words.dropFirst(2)
                continue
            }
            // `1.0 as 2.0`: the name that it goes by elsewhere.
            if words.count > 1, words.first == "as" { words = words.dropFirst(2) }
            guard let more = ComposerCondition.all(word) else { return nil }
            all += more
        }
        return all
    }

    /// Blanks and commas join conditions; an operator may stand apart from its version, but not before a comma. None: it does.
    private static func words(_ text: String) -> ArraySlice<String> {
        let operators = ["<", ">", "<=", ">=", "=", "==", "!=", "<>", "^"]
        var all: [String] = []
        for part in text.split(separator: ",") {
            var words: [String] = []
            for word in part.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init) {
                if let last = words.last, operators.contains(last) {
                    words[words.count - 1] = last + word
                } else {
                    words.append(word)
                }
            }
            if let last = words.last, operators.contains(last) { return [] }
            all += words
        }
        return all[...]
    }
}
