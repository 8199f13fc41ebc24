/// A version in a range of npm's, whose numbers may be open: `20`, `20.x`, `20.19.2-rc.1`.
struct SemverPartial {
    /// Before the first one that is open, at most three.
    let numbers: [Int]
    let prerelease: [SemverVersion.Identifier]

    /// Reads from where a prefix such as `v` has ended. Nil where no version comes next.
    init?(_ scanner: inout VersionScanner) {
        var all: [Int?] = []
        repeat {
            guard let part = Self.part(&scanner) else { return nil }
            all.append(part.number)
        } while all.count < 3 && scanner.take(".")
        var prerelease: [SemverVersion.Identifier] = []
        if all.count == 3, scanner.take("-") {
            guard let identifiers = Self.identifiers(&scanner) else { return nil }
            prerelease = identifiers
        }
        if all.count == 3, scanner.take("+") { guard Self.build(&scanner) else { return nil } }
        numbers = Array(all.prefix { $0 != nil }.compactMap { $0 })
        self.prerelease = numbers.count == 3 ? prerelease : []
    }

    /// The one version that it is, where no number is open.
    var version: SemverVersion? { numbers.count == 3 ? SemverVersion(numbers, prerelease: prerelease) : nil }

    /// The lowest that it may be.
    var low: SemverVersion { SemverVersion(numbers + Array(repeating: 0, count: 3 - numbers.count), prerelease: prerelease) }

    /// What comes after all versions that begin with so many of its numbers, before the prereleases of that.
    func after(_ count: Int) -> SemverVersion {
        var parts = Array(numbers.prefix(count))
        parts[count - 1] += 1
        return SemverVersion(parts + Array(repeating: 0, count: 3 - count), prerelease: [.number(0)])
    }

    private static func part(_ scanner: inout VersionScanner) -> (number: Int?, Void)? {
        if scanner.take(oneOf: ["x", "*"]) != nil { return (nil, ()) }
        guard let number = Self.number(scanner.takeWhile(VersionScanner.isDigit)) else { return nil }
        return (number, ())
    }

    /// Without zeros before it, and no larger than JavaScript's numbers are exact.
    private static func number(_ digits: String) -> Int? {
        guard !digits.isEmpty, digits.utf8.count <= 16, digits == "0" || !digits.hasPrefix("0") else { return nil }
        return Int(digits).flatMap { $0 < 9_007_199_254_740_991 ? $0 : nil }
    }

    private static func identifiers(_ scanner: inout VersionScanner) -> [SemverVersion.Identifier]? {
        var identifiers: [SemverVersion.Identifier] = []
        repeat {
            let text = scanner.takeWhile { VersionScanner.isDigit($0) || VersionScanner.isLetter($0) || $0 == UInt8(ascii: "-") }
            if text.utf8.allSatisfy(VersionScanner.isDigit) {
                guard let number = number(text) else { return nil }
                identifiers.append(.number(number))
            } else {
                identifiers.append(.word(text))
            }
        } while scanner.take(".")
        return identifiers
    }

    private static func build(_ scanner: inout VersionScanner) -> Bool {
        repeat {
            let text = scanner.takeWhile { VersionScanner.isDigit($0) || VersionScanner.isLetter($0) || $0 == UInt8(ascii: "-") }
            if text.isEmpty { return false }
        } while scanner.take(".")
        return true
    }
}
