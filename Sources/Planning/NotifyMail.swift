import Model

/// A message as mail (RFC 5322), of which nothing that somebody's program has said becomes a header.
package enum NotifyMail {
    private static let subjectCharactersMax = 200
    /// RFC 2047: an encoded word has 75 characters.
    private static let encodedBytesMax = 45
    private static let base64LineMax = 76
    private static let lineBytesMax = 900

    /// - Parameters:
    ///   - sender: its address; empty: the mail program sets it.
    ///   - now: seconds since 1970.
    package static func text(_ message: NotifyMessage, to address: MailAddress, from sender: String, now: Int64) -> [UInt8] {
        let isPlain =
            message.text.utf8.allSatisfy { $0 < 0x80 }
            && message.text.split(separator: "\n").allSatisfy { $0.utf8.count <= lineBytesMax }
        var lines = sender.isEmpty ? [] : ["From: Renga <\(sender)>"]
        lines += [
            "To: \(address.text)", "Subject: \(subject(message.subject))", "Date: \(UTCTime(seconds: now).mail)",
            "Message-ID: <\(message.id)@\(message.sender)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: \(isPlain ? "7bit" : "base64")", "",
        ]
        let body = isPlain ? message.text : folded(Base64.text(Array(message.text.utf8)))
        return Array((lines.joined(separator: "\n") + "\n" + body).utf8)
    }

    /// One line, in encoded words where it is not ASCII.
    private static func subject(_ text: String) -> String {
        let line = String(
            String.UnicodeScalarView(text.unicodeScalars.prefix(subjectCharactersMax).map { $0.value < 32 || $0.value == 127 ? " " : $0 })
        )
        guard line.utf8.contains(where: { $0 >= 0x80 }) else { return line }
        var words: [[UInt8]] = [[]]
        for scalar in line.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > encodedBytesMax { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?\(Base64.text($0))?=" }.joined(separator: "\n ")
    }

    private static func folded(_ text: String) -> String {
        var lines: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(rest.prefix(base64LineMax))
            rest = rest.dropFirst(base64LineMax)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
