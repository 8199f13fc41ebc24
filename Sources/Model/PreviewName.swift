/// The name of a preview app, `feature--myapp`: one label of DNS, so that the wildcard's record and certificate are for it as well.
///
/// Two branches of an app never have one name. A branch that is such a label stays as it is. Of any other the label has what is left of
/// it and eight digits of its hash, and a branch that looks as if it had them has its own as well.
package enum PreviewName {
    /// Between the branch and the app: no app that is made is called so.
    package static let separator = "--"
    /// Of a label of DNS.
    package static let bytesMax = 63
    private static let digitsCount = 8
    /// What begins with it is punycode to whoever reads it.
    private static let punycode = "xn"

    /// - Parameter branch: without `refs/heads/preview/`, not empty.
    package static func make(_ branch: String, of parent: AppName) -> AppName? {
        let room = bytesMax - separator.utf8.count - parent.shown.utf8.count
        let plain = plain(branch)
        let isKept = plain == branch && plain.utf8.count <= room && !looksCut(plain) && plain != punycode
        return AppName((isKept ? plain : cut(plain, SHA256.hex(of: branch), room)) + separator + parent.shown)
    }

    /// Lower-case letters, digits and single dashes, none of them at an end.
    private static func plain(_ branch: String) -> String {
        var text: [UInt8] = []
        let dash = UInt8(ascii: "-")
        for byte in branch.utf8 {
            let lower = ASCII.lower(byte)
            if ASCII.isLower(lower) || ASCII.isDigit(lower) { text.append(lower) } else if text.last != dash { text.append(dash) }
        }
        if text.first == dash { text.removeFirst() }
        if text.last == dash { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    private static func cut(_ plain: String, _ hash: String, _ room: Int) -> String {
        var head = plain.prefix(max(room - digitsCount - 1, 0))
        while head.hasSuffix("-") { head.removeLast() }
        return (head.isEmpty ? "" : head + "-") + hash.prefix(digitsCount)
    }

    private static func looksCut(_ plain: String) -> Bool {
        let end = plain.suffix(digitsCount)
        guard end.utf8.count == digitsCount, end.utf8.allSatisfy({ ASCII.isDigit($0) || (97...102).contains($0) }) else { return false }
        return plain.utf8.count == digitsCount || plain.dropLast(digitsCount).hasSuffix("-")
    }
}
