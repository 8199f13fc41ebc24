/// A version in a constraint of Composer's: at most four numbers, of which the last ones may be open (`8.*`), and a stability.
struct ComposerPartial {
    let numbers: [Int]
    /// It ends with `.*` or `.x`.
    let isOpen: Bool
    /// Nil where none is written, which is not the same as `-stable`.
    let stability: ComposerVersion.Stability?
    private let count: Int

    init?(_ text: some StringProtocol) {
        var scanner = VersionScanner(text)
        _ = scanner.take("v")
        guard let first = scanner.number() else { return nil }
        var numbers = [first]
        while numbers.count < 4, let next = Self.next(&scanner) { numbers.append(next) }
        var isOpen = false
        while scanner.take(oneOf: [".x", ".*"]) != nil { isOpen = true }
        // A dot too many is an old habit that Composer bears with.
        if !isOpen { (stability, count) = Self.suffix(&scanner) } else { (stability, count) = (nil, 0) }
        if scanner.take("+") { _ = scanner.takeWhile { $0 != UInt8(ascii: " ") } }
        _ = scanner.take(".")
        guard scanner.isAtEnd else { return nil }
        self.numbers = numbers
        self.isOpen = isOpen
    }

    var version: ComposerVersion {
        var version = ComposerVersion(numbers, stability ?? .stable)
        version.count = count
        return version
    }

    /// Where a range begins: with what is not yet stable, unless it says where.
    var low: ComposerVersion { stability == nil ? ComposerVersion(numbers, .dev) : version }

    /// Before what all versions have that are higher in one of their first numbers.
    func after(_ count: Int) -> ComposerVersion {
        var parts = Array(numbers.prefix(count))
        parts += Array(repeating: 0, count: count - parts.count)
        parts[count - 1] += 1
        return ComposerVersion(parts, .dev)
    }

    private static func next(_ scanner: inout VersionScanner) -> Int? {
        var ahead = scanner
        guard ahead.take("."), let number = ahead.number() else { return nil }
        scanner = ahead
        return number
    }

    private static func suffix(_ scanner: inout VersionScanner) -> (ComposerVersion.Stability?, Int) {
        let words: [(word: String, stability: ComposerVersion.Stability)] = [
            ("stable", .stable), ("beta", .beta), ("b", .beta), ("rc", .candidate), ("alpha", .alpha), ("a", .alpha), ("patch", .patch),
            ("pl", .patch), ("p", .patch), ("dev", .dev),
        ]
        var ahead = scanner
        _ = ahead.take(oneOf: [".", "_", "-"])
        for (word, stability) in words where ahead.take(word) {
            let before = ahead
            _ = ahead.take(oneOf: [".", "-"])
            let number = ahead.number()
            scanner = number == nil ? before : ahead
            // What is on its way to a beta is older than all betas, by and large.
            return scanner.take("-dev") ? (.dev, 0) : (stability, number ?? 0)
        }
        return (nil, 0)
    }
}
