import Model

/// What `Connection` says: the two words that we act on, and whether it names headers of this hop alone.
struct ConnectionHeader {
    var close = false
    var keepAlive = false
    var upgrade = false
    /// Further words: headers that must not be passed on.
    var nominates = false

    private static let close = Array("close".utf8)
    private static let keepAlive = Array("keep-alive".utf8)
    private static let upgrade = Array("upgrade".utf8)

    mutating func read(_ bytes: [UInt8], _ value: Range<Int>) {
        // Mostly it is the one word.
        if bytes.equals(value, lower: Self.keepAlive) {
            keepAlive = true
            return
        }
        var found = self
        forEachWord(bytes, value) { word in
            if bytes.equals(word, lower: Self.close) {
                found.close = true
            } else if bytes.equals(word, lower: Self.keepAlive) {
                found.keepAlive = true
            } else if bytes.equals(word, lower: Self.upgrade) {
                found.upgrade = true
            } else {
                found.nominates = true
            }
        }
        self = found
    }

    /// Whether a `Connection` header names this field.
    static func nominates(_ field: HeaderField, _ fields: borrowing HeaderFields, _ bytes: [UInt8]) -> Bool {
        let name = bytes[field.nameRange].map(ASCII.lower)
        var found = false
        for place in 0..<fields.count where fields[place].name == .connection {
            forEachWord(bytes, fields[place].value) { if bytes.equals($0, lower: name) { found = true } }
        }
        return found
    }
}
