/// What is newer than a version that is in use, among those that can be had.
package struct VersionNews: Hashable, Sendable {
    /// Of the same line: its fixes. Nil: none.
    package let ofLine: String?
    /// Of all lines; nil: none.
    package let ofAll: String?

    /// What is no plain number, such as `3.15.0a2`, is news to nobody, and neither is a release of the line that is in use as such.
    package init(_ version: String, among all: [String]) {
        guard let own = VersionNumber(version) else {
            (ofLine, ofAll) = (nil, nil)
            return
        }
        var newer: [(text: String, number: VersionNumber)] = []
        for text in all where text.utf8.allSatisfy({ VersionScanner.isDigit($0) || $0 == UInt8(ascii: ".") }) {
            guard let number = VersionNumber(text), own < number, !number.parts.starts(with: own.parts) else { continue }
            newer.append((text, number))
        }
        newer.sort { $0.number < $1.number }
        // Node and Java count their lines by one number and are beyond 10; Python, Ruby, PHP and Go by two.
        let count = own.parts[0] < 10 ? 2 : 1
        ofLine = newer.last { $0.number.parts.prefix(count) == own.parts.prefix(count) }?.text
        ofAll = newer.last?.text
    }
}
