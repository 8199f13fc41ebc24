/// What names may be that reach paths, argument lists and environments, each rule once.
package enum NameRules {
    private static func matches(_ text: String, _ lengths: ClosedRange<Int>, first: (UInt8) -> Bool, rest: (UInt8) -> Bool) -> Bool {
        guard let head = text.utf8.first, lengths.contains(text.utf8.count) else { return false }
        return first(head) && text.utf8.dropFirst().allSatisfy(rest)
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool { ASCII.isLower(byte) || ASCII.isDigit(byte) }
    private static func isWord(_ byte: UInt8) -> Bool { ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "_") }

    /// Debian's rule for package names, with an architecture as apt takes it. No option of apt-get fits, nor what it takes for
    /// a package that is to be removed.
    package static func isPackage(_ text: String) -> Bool {
        matches(text, 2...128, first: isLowerOrDigit, rest: { isLowerOrDigit($0) || "+-.:".utf8.contains($0) }) && !text.hasSuffix("-")
    }

    /// Environment variables, config vars.
    package static func isVariable(_ text: String) -> Bool {
        matches(text, 1...256, first: { isWord($0) && !ASCII.isDigit($0) }, rest: isWord)
    }

    /// The name of a variable, or what several have in common: `PIP_*`, `*`.
    package static func isVariables(_ text: String) -> Bool {
        let star = UInt8(ascii: "*")
        return matches(text, 1...256, first: { $0 == star || (isWord($0) && !ASCII.isDigit($0)) }, rest: { $0 == star || isWord($0) })
    }

    /// Buildpacks, stacks, toolchains and caches: part of a path.
    package static func isIdentifier(_ text: String) -> Bool {
        matches(text, 1...64, first: isLowerOrDigit, rest: { isLowerOrDigit($0) || "-._".utf8.contains($0) })
    }

    /// Process types, as Heroku has them.
    package static func isProcessType(_ text: String) -> Bool { matches(text, 1...128, first: isProcessByte, rest: isProcessByte) }

    static func isProcessByte(_ byte: UInt8) -> Bool { isWord(byte) || byte == UInt8(ascii: "-") }

    /// The path of a request: from the root on, without spaces and control characters.
    package static func isRequestPath(_ text: String) -> Bool {
        text.hasPrefix("/") && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
    }
}
