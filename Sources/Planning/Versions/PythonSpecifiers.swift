import Model

/// Conditions by PEP 440 that must all hold, as in `requires-python = ">=3.11,<3.14"`. A prerelease is in it only where one is named.
struct PythonSpecifiers: VersionRange {
    static let specifiersMax = 64

    private let specifiers: [PythonSpecifier]

    init?(_ text: String) {
        var specifiers: [PythonSpecifier] = []
        for part in text.split(separator: ",").map({ String($0).trimmed }) where !part.isEmpty {
            guard let specifier = PythonSpecifier(part), specifiers.count < Self.specifiersMax else { return nil }
            specifiers.append(specifier)
        }
        self.init(specifiers)
    }

    init(_ specifiers: [PythonSpecifier]) { self.specifiers = specifiers }

    var named: [VersionNumber] { specifiers.map { VersionNumber(parts: Array($0.version.release.prefix(3))) } }

    func contains(_ version: String) -> Bool {
        guard let parsed = PythonVersion(version) else {
            return !specifiers.isEmpty && specifiers.allSatisfy { $0.operation == .same && $0.text.lowercased() == version.lowercased() }
        }
        guard !parsed.isPrerelease || specifiers.contains(where: \.namesPrerelease) else { return false }
        return specifiers.allSatisfy { $0.holds(parsed, written: version) }
    }
}
