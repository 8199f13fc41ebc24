/// A git object name: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.
package struct CommitID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init?(_ text: String) {
        guard Self.isName(text) else { return nil }
        self.text = text
    }

    /// Whether this is the name of an object.
    package static func isName(_ text: String) -> Bool { isHexadecimal(text.utf8) }

    /// As bytes: what is generic is slow for other modules, and a large tree has a hundred thousand names.
    package static func isName(_ bytes: ArraySlice<UInt8>) -> Bool { isHexadecimal(bytes) }

    private static func isHexadecimal(_ bytes: some Collection<UInt8>) -> Bool {
        (bytes.count == 40 || bytes.count == 64) && bytes.allSatisfy { ASCII.isDigit($0) || (97...102).contains($0) }
    }

    package var description: String { text }

    /// As Heroku shows it, in `Deploy 582fc95f`.
    package var short: String { String(text.prefix(8)) }

    /// Git's word for "no such ref": a ref that is created has it as its old value, one that is deleted as its new.
    package var isZero: Bool { text.allSatisfy { $0 == "0" } }
}
