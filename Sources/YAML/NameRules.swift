import Model

/// What names in YAML files may be. They reach paths and argument lists, so the rules are strict.
enum NameRules {
    private static func matches(_ text: String, first: (UInt8) -> Bool, rest: (UInt8) -> Bool, max: Int) -> Bool {
        guard let head = text.utf8.first, text.utf8.count <= max else { return false }
        return first(head) && text.utf8.dropFirst().allSatisfy(rest)
    }

    private static func isLower(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 32) && byte != 32 }

    /// Debian's rule for package names, which no option of apt-get fits.
    static func isPackage(_ text: String) -> Bool {
        matches(
            text,
            first: { isLower($0) || isDigit($0) },
            rest: { isLower($0) || isDigit($0) || [43, 45, 46, 58].contains($0) },
            max: 128
        )
    }

    static func isVariable(_ text: String) -> Bool {
        matches(text, first: { isLetter($0) || $0 == 95 }, rest: { isLetter($0) || isDigit($0) || $0 == 95 }, max: 256)
    }

    /// Buildpacks, stacks, toolchains and caches: part of a path.
    static func isIdentifier(_ text: String) -> Bool {
        matches(
            text,
            first: { isLower($0) || isDigit($0) },
            rest: { isLower($0) || isDigit($0) || [45, 46, 95].contains($0) },
            max: 64
        )
    }
}
