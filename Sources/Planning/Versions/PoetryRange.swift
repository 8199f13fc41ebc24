/// A constraint of Poetry's: PEP 440 with `^3.11`, `~3.11`, `3.11.*`, plain versions, blanks for commas, and `||`.
struct PoetryRange: VersionRange {
    private let alternatives: [PythonSpecifiers]

    init?(_ text: String) {
        var alternatives: [PythonSpecifiers] = []
        var count = 0
        for part in text.split(separator: "|") {
            var all: [PythonSpecifier] = []
            for word in VersionScanner.conditions(String(part)) {
                guard let more = Self.specifiers(word) else { return nil }
                all += more
            }
            count += all.count
            alternatives.append(PythonSpecifiers(all))
        }
        guard !alternatives.isEmpty, count <= PythonSpecifiers.specifiersMax, alternatives.count <= PythonSpecifiers.specifiersMax else {
            return nil
        }
        self.alternatives = alternatives
    }

    var named: [VersionNumber] { alternatives.flatMap(\.named) }

    func contains(_ version: String) -> Bool { alternatives.contains { $0.contains(version) } }

    private static func specifiers(_ word: String) -> [PythonSpecifier]? {
        if word == "*" { return [] }
        if word.hasPrefix("^") || (word.hasPrefix("~") && !word.hasPrefix("~=")) {
            return span(String(word.dropFirst()), isCaret: word.hasPrefix("^"))
        }
        if let first = word.utf8.first, VersionScanner.isDigit(first) || word.hasPrefix("v") {
            return PythonSpecifier(.equal, word).map { [$0] }
        }
        if word.hasPrefix("="), !word.hasPrefix("==") { return PythonSpecifier(.equal, String(word.dropFirst())).map { [$0] } }
        return PythonSpecifier(word).map { [$0] }
    }

    /// A caret lets all grow after the first number that is not 0, a tilde after the second number.
    private static func span(_ text: String, isCaret: Bool) -> [PythonSpecifier]? {
        guard let low = PythonSpecifier(.atLeast, text) else { return nil }
        let release = low.version.release
        let fixed = isCaret ? (release.firstIndex { $0 != 0 } ?? release.count - 1) : min(release.count, 2) - 1
        var high = Array(release.prefix(fixed + 1))
        high[fixed] += 1
        let end = (low.version.epoch > 0 ? "\(low.version.epoch)!" : "") + high.map(String.init).joined(separator: ".")
        return PythonSpecifier(.less, end).map { [low, $0] }
    }
}
