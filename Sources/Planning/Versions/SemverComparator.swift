/// One condition of a range of npm's, such as `>=18.0.0`.
struct SemverComparator: Sendable {
    let operation: VersionComparison
    let version: SemverVersion

    init(_ operation: VersionComparison, _ version: SemverVersion) {
        self.operation = operation
        self.version = version
    }

    func holds(_ other: SemverVersion) -> Bool { operation.holds(other, version) }

    /// Holds for every release: npm forgets it, and with it that a prerelease could be meant.
    var isAny: Bool { operation == .atLeast && version == SemverVersion([0, 0, 0]) }

    /// What a word such as `^20.9`, `~20`, `20.x`, `>=18` stands for; empty: any version. Nil where it is none.
    static func all(_ word: String) -> [SemverComparator]? {
        var scanner = VersionScanner(word)
        if scanner.take("^") { return partial(&scanner).map(caret) }
        if scanner.take("~") {
            _ = scanner.take(">")
            return partial(&scanner).map(tilde)
        }
        let operation = scanner.take(oneOf: ["<=", ">=", "<", ">", "="])
        let before = scanner
        if let partial = partial(&scanner) {
            if partial.numbers.count < 3 { return open(operation ?? "", partial) }
            // A version that is whole stands behind its operator, with a `v` at most.
            guard let version = SemverVersion(before.text) else { return nil }
            return [SemverComparator(VersionComparison(rawValue: operation ?? "=") ?? .equal, version)]
        }
        return star(word)
    }

    private static func partial(_ scanner: inout VersionScanner) -> SemverPartial? {
        _ = scanner.takeWhile { $0 == UInt8(ascii: "v") || $0 == UInt8(ascii: "=") }
        guard let partial = SemverPartial(&scanner), scanner.isAtEnd else { return nil }
        return partial
    }

    /// npm takes one star out of a word that it does not know otherwise: `>=1.2.3*`.
    private static func star(_ word: String) -> [SemverComparator]? {
        guard let star = word.firstIndex(of: "*") else { return nil }
        var left = word[..<star]
        if left.last == "=" { left.removeLast() }
        if left.last == "<" || left.last == ">" { left.removeLast() }
        let rest = left + word[word.index(after: star)...]
        if rest.isEmpty { return [] }
        return rest.contains("*") ? nil : whole(rest)
    }

    private static func whole(_ word: some StringProtocol) -> [SemverComparator]? {
        var scanner = VersionScanner(word)
        let operation = scanner.take(oneOf: ["<=", ">=", "<", ">", "="])
        guard let version = SemverVersion(scanner.text) else { return nil }
        return [SemverComparator(VersionComparison(rawValue: operation ?? "=") ?? .equal, version)]
    }

    /// All that comes after the first number that is not 0 may grow.
    private static func caret(_ partial: SemverPartial) -> [SemverComparator] {
        let numbers = partial.numbers
        guard !numbers.isEmpty else { return [] }
        let fixed = (numbers.firstIndex { $0 != 0 } ?? numbers.count - 1) + 1
        return [SemverComparator(.atLeast, partial.low), SemverComparator(.less, partial.after(fixed))]
    }

    /// Patches may grow, and minors where none is named.
    private static func tilde(_ partial: SemverPartial) -> [SemverComparator] {
        guard !partial.numbers.isEmpty else { return [] }
        return [SemverComparator(.atLeast, partial.low), SemverComparator(.less, partial.after(min(partial.numbers.count, 2)))]
    }

    private static func open(_ operation: String, _ partial: SemverPartial) -> [SemverComparator] {
        let count = partial.numbers.count
        guard count > 0 else {
            return operation == "<" || operation == ">"
                ? [SemverComparator(.less, SemverVersion([0, 0, 0], prerelease: [.number(0)]))] : []
        }
        switch operation {
        case ">": return [SemverComparator(.atLeast, SemverVersion(partial.after(count).numbers))]
        case ">=": return [SemverComparator(.atLeast, partial.low)]
        case "<": return [SemverComparator(.less, SemverVersion(partial.low.numbers, prerelease: [.number(0)]))]
        case "<=": return [SemverComparator(.less, partial.after(count))]
        default: return [SemverComparator(.atLeast, partial.low), SemverComparator(.less, partial.after(count))]
        }
    }

    /// Both ends are in it; where numbers of the upper one are open, so is all that begins with it.
    static func hyphen(_ from: String, _ to: String) -> [SemverComparator]? {
        var (low, high) = (VersionScanner(from), VersionScanner(to))
        guard let first = partial(&low), let last = partial(&high) else { return nil }
        var all: [SemverComparator] = []
        if first.numbers.count == 3 {
            guard let version = SemverVersion(from) else { return nil }
            all.append(.init(.atLeast, version))
        } else if !first.numbers.isEmpty {
            all.append(.init(.atLeast, first.low))
        }
        if let version = last.version {
            guard !version.prerelease.isEmpty || SemverVersion(to) != nil else { return nil }
            all.append(.init(.atMost, version))
        } else if !last.numbers.isEmpty {
            all.append(.init(.less, last.after(last.numbers.count)))
        }
        return all
    }
}
