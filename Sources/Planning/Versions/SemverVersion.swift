/// `20.19.2`, `v22.0.0-rc.1+build`: a version by semver.org, as npm reads it.
struct SemverVersion: Comparable, Sendable {
    /// A part of a prerelease: numbers come before words.
    enum Identifier: Comparable, Sendable {
        case number(Int)
        case word(String)

        static func < (left: Identifier, right: Identifier) -> Bool {
            switch (left, right) {
            case (.number(let left), .number(let right)): left < right
            case (.word(let left), .word(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
            case (.number, .word): true
            case (.word, .number): false
            }
        }
    }

    /// Major, minor and patch.
    var numbers: [Int]
    var prerelease: [Identifier] = []

    init(_ numbers: [Int], prerelease: [Identifier] = []) {
        self.numbers = numbers
        self.prerelease = prerelease
    }

    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 256 else { return nil }
        var scanner = VersionScanner(text)
        _ = scanner.take("v")
        guard let partial = SemverPartial(&scanner), scanner.isAtEnd, let version = partial.version else { return nil }
        self = version
    }

    static func < (left: SemverVersion, right: SemverVersion) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        // What is still to come is before what it becomes.
        if left.prerelease.isEmpty || right.prerelease.isEmpty { return !left.prerelease.isEmpty && right.prerelease.isEmpty }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease)
    }
}
