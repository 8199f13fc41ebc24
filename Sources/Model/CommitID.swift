/// A git object name: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits.
package struct CommitID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 40 || bytes.count == 64 else { return nil }
        guard bytes.allSatisfy({ ASCII.isDigit($0) || (97...102).contains($0) }) else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// As Heroku shows it, in `Deploy 582fc95f`.
    package var short: String { String(text.prefix(8)) }

    /// Git's word for "no such ref": a ref that is created has it as its old value, one that is deleted as its new.
    package var isZero: Bool { text.allSatisfy { $0 == "0" } }
}
