/// `1.24`, `go1.24.4`, `1.25rc1`.
struct GoVersion: Comparable, Sendable {
    let numbers: [Int]
    /// `beta` or `rc` and its number; nil: released. A line by itself, `1.24`, counts as its first release.
    let prerelease: (word: String, number: Int)?

    var isPrerelease: Bool { prerelease != nil }

    init?(_ text: some StringProtocol) {
        var scanner = VersionScanner(text)
        _ = scanner.take("go")
        var numbers: [Int] = []
        repeat {
            guard let part = scanner.number() else { return nil }
            numbers.append(part)
        } while numbers.count < 3 && scanner.take(".")
        if let word = scanner.take(oneOf: ["beta", "rc"]) {
            guard let number = scanner.number() else { return nil }
            prerelease = (word, number)
        } else {
            prerelease = nil
        }
        guard scanner.isAtEnd else { return nil }
        self.numbers = numbers + Array(repeating: 0, count: 3 - numbers.count)
    }

    static func == (left: GoVersion, right: GoVersion) -> Bool { !(left < right) && !(right < left) }

    static func < (left: GoVersion, right: GoVersion) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        switch (left.prerelease, right.prerelease) {
        case (let own?, let other?): return own < other
        case (.some, nil): return true
        case (nil, _): return false
        }
    }
}
