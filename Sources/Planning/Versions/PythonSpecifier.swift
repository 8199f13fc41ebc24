import Model

/// One condition by PEP 440, such as `~=3.11` or `!=3.12.*`.
struct PythonSpecifier: Sendable {
    enum Operation: String, Sendable, CaseIterable {
        case same = "==="
        case compatible = "~="
        case equal = "=="
        case other = "!="
        case atMost = "<="
        case atLeast = ">="
        case less = "<"
        case more = ">"
    }

    let operation: Operation
    /// What `===` compares, letter by letter.
    let text: String
    let version: PythonVersion
    /// `3.12.*`
    let isPrefix: Bool

    init?(_ text: String) {
        var scanner = VersionScanner(text)
        guard let sign = scanner.take(oneOf: Operation.allCases.map(\.rawValue)), let operation = Operation(rawValue: sign) else {
            return nil
        }
        self.init(operation, scanner.text.trimmed)
    }

    init?(_ operation: Operation, _ written: String) {
        self.operation = operation
        text = written
        isPrefix = written.hasSuffix(".*") && (operation == .equal || operation == .other)
        guard let version = PythonVersion(isPrefix ? String(written.dropLast(2)) : written) else {
            // Any text without blanks may be meant to the letter.
            guard operation == .same, !written.isEmpty, !written.contains(" "), let none = PythonVersion("0") else { return nil }
            self.version = none
            return
        }
        self.version = version
        let isPlain = version.local.isEmpty && version.pre == nil && version.post == nil && version.dev == nil
        switch operation {
        case .compatible: guard version.release.count > 1, version.local.isEmpty else { return nil }
        case .equal, .other: guard !isPrefix || isPlain else { return nil }
        case .same: break
        case .atMost, .atLeast, .less, .more: guard version.local.isEmpty else { return nil }
        }
    }

    /// Whether it takes prereleases in, because it names one.
    var namesPrerelease: Bool { operation != .other && version.isPrerelease }

    func holds(_ other: PythonVersion, written: String) -> Bool {
        switch operation {
        case .same: written.lowercased() == text.lowercased()
        case .equal: equals(other)
        case .other: !equals(other)
        case .atMost: other.published <= version
        case .atLeast: other.published >= version
        case .compatible: other.published >= version && begins(other, version.release.dropLast())
        case .less: isLess(other)
        case .more: isMore(other)
        }
    }

    private func equals(_ other: PythonVersion) -> Bool {
        if isPrefix { return begins(other, version.release[...]) }
        return version.local.isEmpty ? other.published == version : other == version
    }

    private func begins(_ other: PythonVersion, _ prefix: ArraySlice<Int>) -> Bool {
        let missing = max(prefix.count - other.release.count, 0)
        return other.epoch == version.epoch && (other.release + Array(repeating: 0, count: missing)).starts(with: prefix)
    }

    /// Not a prerelease of the version itself.
    private func isLess(_ other: PythonVersion) -> Bool {
        guard other < version else { return false }
        guard !version.isPrerelease, other.isPrerelease else { return true }
        var first = version.published
        (first.pre, first.post, first.dev) = (nil, version.post, 0)
        return other < first
    }

    /// Neither a post release nor a local one of the version itself.
    private func isMore(_ other: PythonVersion) -> Bool {
        guard other > version else { return false }
        if version.post == nil, other.post != nil, other.base == version { return false }
        return other.local.isEmpty || other.published != version
    }
}
