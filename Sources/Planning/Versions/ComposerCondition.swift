/// One condition of a constraint of Composer's.
struct ComposerCondition: Sendable {
    let operation: VersionComparison
    let version: ComposerVersion

    init(_ operation: VersionComparison, _ version: ComposerVersion) {
        self.operation = operation
        self.version = version
    }

    func holds(_ other: ComposerVersion) -> Bool { operation.holds(other, version) }

    /// What a word such as `^8.2`, `~8.2.1`, `8.*`, `>=8.1@beta` stands for; none: any version. Nil where it is none.
    static func all(_ word: String) -> [ComposerCondition]? {
        let parts = word.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, stability(parts[1]) == nil { return nil }
        let text = parts[0]
        if text.isEmpty { return parts.count == 2 ? [] : nil }
        if isAny(text) { return [] }
        if text.hasPrefix("~") { return ComposerPartial(text.dropFirst()).flatMap(tilde) }
        if text.hasPrefix("^") { return ComposerPartial(text.dropFirst()).flatMap(caret) }
        return comparison(text, flag: parts.count == 2 ? stability(parts[1]) : nil)
    }

    /// Both ends are in it, and all that begins with an upper end of less than three numbers.
    static func hyphen(_ from: String, _ to: String) -> [ComposerCondition]? {
        guard let low = ComposerPartial(from), let high = ComposerPartial(to), !low.isOpen, !high.isOpen else { return nil }
        let isWhole = high.numbers.count > 2 || high.stability != nil
        let end = isWhole ? ComposerCondition(.atMost, high.version) : ComposerCondition(.less, high.after(high.numbers.count))
        return [ComposerCondition(.atLeast, low.low), end]
    }

    private static func isAny(_ text: String) -> Bool {
        var scanner = VersionScanner(text)
        _ = scanner.take("v")
        repeat {
            guard scanner.take(oneOf: ["x", "*"]) != nil else { return false }
        } while scanner.take(".")
        return scanner.isAtEnd
    }

    /// The last number that is written may grow, and the only one.
    private static func tilde(_ partial: ComposerPartial) -> [ComposerCondition]? {
        if partial.isOpen { return nil }
        return [.init(.atLeast, partial.low), .init(.less, partial.after(max(partial.numbers.count - 1, 1)))]
    }

    /// All may grow after the first number that is not 0.
    private static func caret(_ partial: ComposerPartial) -> [ComposerCondition]? {
        if partial.isOpen { return nil }
        let numbers = partial.numbers
        let fixed = if numbers[0] != 0 || numbers.count < 2 { 1 } else if numbers[1] != 0 || numbers.count < 3 { 2 } else { 3 }
        return [.init(.atLeast, partial.low), .init(.less, partial.after(fixed))]
    }

    private static func comparison(_ text: String, flag: ComposerVersion.Stability?) -> [ComposerCondition]? {
        var scanner = VersionScanner(text)
        let sign = scanner.take(oneOf: ["<>", "!=", ">=", ">", "<=", "<", "==", "="])
        scanner.skipSpaces()
        guard let partial = ComposerPartial(scanner.text) else { return branch(scanner.text) }
        if partial.isOpen {
            guard sign == nil else { return nil }
            return [.init(.atLeast, ComposerVersion(partial.numbers, .dev)), .init(.less, partial.after(min(partial.numbers.count, 3)))]
        }
        let operation = VersionComparison(rawValue: sign == "<>" ? "!=" : sign == "==" ? "=" : sign ?? "=") ?? .equal
        if operation != .equal, let flag, flag != .stable, partial.version.stability == .stable {
            return [.init(operation, ComposerVersion(partial.numbers, flag))]
        }
        let isEdge = operation == .less || operation == .atLeast
        return [.init(operation, isEdge ? partial.low : partial.version)]
    }

    /// A branch by its name is no version that a toolchain has.
    private static func branch(_ text: String) -> [ComposerCondition]? {
        let isBranch = text.hasPrefix("dev-") || text.hasSuffix("-dev")
        return isBranch ? [.init(.less, ComposerVersion([0], .dev))] : nil
    }

    private static func stability(_ word: String) -> ComposerVersion.Stability? {
        switch word.lowercased() {
        case "stable": .stable
        case "rc": .candidate
        case "beta": .beta
        case "alpha": .alpha
        case "dev": .dev
        default: nil
        }
    }
}
