/// Where mail goes: `user@example.com`, or a user of this machine. Far less than RFC 5322 allows: nothing of it is a word of a mail
/// program's, another header, a file or a pipe.
package struct MailAddress: Hashable, Sendable {
    private static let bytesMax = 254

    package let text: String

    /// - Throws: what is wrong.
    package init(_ text: some StringProtocol) throws(Failure) {
        guard text.utf8.count <= Self.bytesMax else { throw Self.failure("it has more than \(Self.bytesMax) bytes") }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let local = parts.first, let first = local.utf8.first else {
            throw Self.failure("`\(Self.shown(text))` is no address")
        }
        guard ASCII.isAlphanumeric(first), local.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || "._+=-'".utf8.contains($0) }) else {
            throw Self.failure("`\(Self.shown(local))` is no user: letters, digits and ._+=-' make one")
        }
        if parts.count == 2 {
            guard Self.isHost(parts[1]) else { throw Self.failure("`\(Self.shown(parts[1]))` is no host") }
        }
        self.text = String(text)
    }

    /// In one line.
    private static func shown(_ text: some StringProtocol) -> String {
        String(decoding: HarmlessText.line(Array(text.utf8)), as: UTF8.self)
    }

    private static func isHost(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && !text.hasPrefix("-") && !text.hasPrefix(".") && !text.hasSuffix(".")
            && text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "-.".utf8.contains($0) }
    }

    private static func failure(_ why: String) -> Failure {
        Failure(.invalid, "no mail can be sent there: \(why)", hint: "write mail:user@example.com")
    }
}
