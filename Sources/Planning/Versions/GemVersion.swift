/// A version as RubyGems orders them: numbers and words by turns; a word makes it a prerelease.
struct GemVersion: Comparable, Sendable {
    enum Segment: Equatable, Sendable {
        case number(Int)
        case word(String)
    }

    let segments: [Segment]

    var isPrerelease: Bool { segments.contains { if case .word = $0 { true } else { false } } }

    init?(_ text: some StringProtocol) {
        var scanner = VersionScanner(text)
        guard let first = scanner.number() else { return nil }
        var segments: [Segment] = [.number(first)]
        while !scanner.isAtEnd {
            // A word stands behind a dot, or behind a number that does.
            let isFirst = segments.count == 1
            if scanner.take("-") {
                // As RubyGems writes it within: `1.0-1` is `1.0.pre.1`.
                segments.append(.word("pre"))
            } else if !scanner.take("."), isFirst {
                return nil
            }
            if let number = scanner.number() {
                segments.append(.number(number))
                continue
            }
            let word = scanner.takeWhile(VersionScanner.isLetter)
            guard !word.isEmpty else { return nil }
            segments.append(.word(word))
        }
        self.segments = segments
    }

    private init(segments: [Segment]) { self.segments = segments }

    /// The first version that `~>` leaves out: the last number but one is one more.
    var bump: GemVersion {
        var numbers: [Int] = []
        for segment in segments {
            guard case .number(let number) = segment else { break }
            numbers.append(number)
        }
        if numbers.count > 1 { numbers.removeLast() }
        numbers[numbers.count - 1] += 1
        return GemVersion(segments: numbers.map(Segment.number))
    }

    /// Without its words and what follows them.
    var release: GemVersion {
        let numbers = segments.prefix { if case .number = $0 { true } else { false } }
        return GemVersion(segments: Array(numbers))
    }

    static func == (left: GemVersion, right: GemVersion) -> Bool { !(left < right) && !(right < left) }

    static func < (left: GemVersion, right: GemVersion) -> Bool {
        let (left, right) = (left.canonical, right.canonical)
        for index in 0..<max(left.count, right.count) {
            let own = index < left.count ? left[index] : .number(0)
            let other = index < right.count ? right[index] : .number(0)
            switch (own, other) {
            case (.number(let own), .number(let other)): if own != other { return own < other }
            case (.word(let own), .word(let other)): if own != other { return own.utf8.lexicographicallyPrecedes(other.utf8) }
            case (.word, .number): return true
            case (.number, .word): return false
            }
        }
        return false
    }

    /// Without zeros at the end of the numbers and of what follows them.
    private var canonical: [Segment] {
        let cut = segments.firstIndex { if case .word = $0 { true } else { false } } ?? segments.count
        return Self.trimmed(segments[..<cut]) + Self.trimmed(segments[cut...])
    }

    private static func trimmed(_ part: ArraySlice<Segment>) -> [Segment] {
        Array(part[..<((part.lastIndex { $0 != .number(0) } ?? part.startIndex - 1) + 1)])
    }
}
