import Model

/// What an app asks of a toolchain, by the rules of whoever reads it.
package struct VersionRequirement: Hashable, Sendable {
    /// What a text may have at most, in bytes: longer ones are not understood.
    package static let bytesMax = 1000

    package let text: String
    package let rules: VersionRules
    private let range: any VersionRange

    /// Nil where the text is nothing that these rules know.
    package init?(_ text: String, rules: VersionRules = .any) {
        guard text.utf8.count <= Self.bytesMax, let range = Self.range(rules).init(text.trimmed) else { return nil }
        self.text = text
        self.rules = rules
        self.range = range
    }

    private static func range(_ rules: VersionRules) -> any VersionRange.Type {
        switch rules {
        case .any: LenientRange.self
        case .semver: SemverRange.self
        case .pep440: PythonSpecifiers.self
        case .poetry: PoetryRange.self
        case .composer: ComposerRange.self
        case .bundler: GemRequirement.self
        case .go: GoDirective.self
        case .java: JavaVersion.self
        case .line: ReleaseLine.self
        }
    }

    package enum Match: Hashable, Sendable { case no, somePatches, allPatches }

    /// Whether a version is asked for. One of less than three numbers, `3.13`, stands for all of its patches, and may meet the
    /// requirement with some of them; any other is one release.
    package func match(_ version: String) -> Match {
        if let line = VersionLine(version) { return line.match(range) }
        return range.contains(version) ? .allPatches : .no
    }

    /// Among versions that fit: whether one is nearer to what is meant.
    package func prefers(_ version: String) -> Bool { range.prefers(version) }

    /// A requirement's text and its rules say all of it.
    package static func == (left: Self, right: Self) -> Bool { left.text == right.text && left.rules == right.rules }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(rules)
    }
}
