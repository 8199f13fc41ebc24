/// A version by PEP 440: `1!3.14.0rc1.post2.dev3+local`.
struct PythonVersion: Sendable {
    enum Phase: Int, Comparable, Sendable {
        case alpha, beta, candidate

        static func < (left: Phase, right: Phase) -> Bool { left.rawValue < right.rawValue }
    }

    struct Prerelease: Equatable, Sendable {
        var phase: Phase
        var number: Int
    }

    var epoch = 0
    var release: [Int] = []
    var pre: Prerelease?
    var post: Int?
    var dev: Int?
    var local: [String] = []

    var isPrerelease: Bool { pre != nil || dev != nil }

    /// Without the local part.
    var published: PythonVersion {
        var version = self
        version.local = []
        return version
    }

    /// The release that this one comes after, as 3.13.1rc1 does for 3.13.1rc1.post2.
    var base: PythonVersion {
        var version = published
        (version.post, version.dev) = (nil, nil)
        return version
    }

    init?(_ text: some StringProtocol) {
        var scanner = VersionScanner(text)
        _ = scanner.take("v")
        guard self.read(&scanner), scanner.isAtEnd else { return nil }
    }

    private mutating func read(_ scanner: inout VersionScanner) -> Bool {
        guard let first = scanner.number() else { return false }
        release = [first]
        if scanner.take("!") {
            guard let next = scanner.number() else { return false }
            (epoch, release) = (first, [next])
        }
        while let next = Self.part(&scanner, after: ["."]) { release.append(next) }
        readSuffixes(&scanner)
        guard scanner.take("+") else { return true }
        return readLocal(&scanner)
    }

    private mutating func readSuffixes(_ scanner: inout VersionScanner) {
        let phases: [(names: [String], phase: Phase)] = [
            (["alpha", "a"], .alpha), (["beta", "b"], .beta), (["preview", "pre", "rc", "c"], .candidate),
        ]
        for (names, phase) in phases where pre == nil {
            if let number = Self.suffix(names, &scanner) { pre = Prerelease(phase: phase, number: number) }
        }
        // `1.0-1` is a post release as well.
        post = Self.part(&scanner, after: ["-"]) ?? Self.suffix(["post", "rev", "r"], &scanner)
        dev = Self.suffix(["dev"], &scanner)
    }

    private mutating func readLocal(_ scanner: inout VersionScanner) -> Bool {
        repeat {
            let part = scanner.takeWhile { VersionScanner.isDigit($0) || VersionScanner.isLetter($0) }
            if part.isEmpty { return false }
            local.append(Int(part).map(String.init) ?? part.lowercased())
        } while scanner.take(oneOf: [".", "-", "_"]) != nil
        return true
    }

    /// A separator and a number.
    private static func part(_ scanner: inout VersionScanner, after separators: [String]) -> Int? {
        var ahead = scanner
        guard ahead.take(oneOf: separators) != nil, let number = ahead.number() else { return nil }
        scanner = ahead
        return number
    }

    /// A word with separators around it, and its number, which is 0 where there is none.
    private static func suffix(_ names: [String], _ scanner: inout VersionScanner) -> Int? {
        let separators = [".", "-", "_"]
        var ahead = scanner
        _ = ahead.take(oneOf: separators)
        guard ahead.take(oneOf: names) != nil else { return nil }
        scanner = ahead
        _ = ahead.take(oneOf: separators)
        guard let number = ahead.number() else { return 0 }
        scanner = ahead
        return number
    }
}
