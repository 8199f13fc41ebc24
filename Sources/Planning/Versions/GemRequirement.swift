import Model

/// A requirement of RubyGems', as in a Gemfile (`~> 3.3`, `>= 3.2, < 4.0`), or a version as a Gemfile.lock has it (`ruby 3.3.8p144`).
struct GemRequirement: VersionRange {
    private static let operators = ["!=", ">=", "<=", "~>", "=", ">", "<"]
    private static let conditionsMax = 64

    private let conditions: [(operation: String, version: GemVersion)]

    init?(_ text: String) {
        var conditions: [(String, GemVersion)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let word = String(part).trimmed.split(separator: "\"").joined().split(separator: "'").joined()
            guard let condition = Self.condition(word.trimmed), conditions.count < Self.conditionsMax else { return nil }
            conditions.append(condition)
        }
        self.conditions = conditions
    }

    var named: [VersionNumber] { conditions.flatMap { [Self.number($0.version)] } }

    private static func number(_ version: GemVersion) -> VersionNumber {
        VersionNumber(parts: version.release.segments.prefix(3).map { if case .number(let number) = $0 { number } else { 0 } })
    }

    func contains(_ version: String) -> Bool {
        guard let version = GemVersion(version) else { return false }
        guard !version.isPrerelease || conditions.contains(where: \.version.isPrerelease) else { return false }
        return conditions.allSatisfy { Self.holds($0.operation, $0.version, version) }
    }

    private static func condition(_ text: String) -> (String, GemVersion)? {
        var scanner = VersionScanner(text)
        let operation = scanner.take(oneOf: operators)
        scanner.skipSpaces()
        if operation == nil { _ = scanner.take("ruby-") || scanner.take("ruby ") }
        var version = scanner.text
        // The patch level of a Ruby says nothing that its number does not.
        if let patch = version.lastIndex(of: "p"), version[..<patch].utf8.last.map(VersionScanner.isDigit) == true,
            version[patch...].dropFirst().utf8.allSatisfy(VersionScanner.isDigit), !version[patch...].dropFirst().isEmpty
        {
            version = String(version[..<patch])
        }
        return GemVersion(version).map { (operation ?? "=", $0) }
    }

    private static func holds(_ operation: String, _ wanted: GemVersion, _ version: GemVersion) -> Bool {
        VersionComparison(rawValue: operation)?.holds(version, wanted) ?? (version >= wanted && version.release < wanted.bump)
    }
}
