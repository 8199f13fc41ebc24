/// A public key file: one key a line, with comments and empty lines between them. All of its keys are good, or none is taken.
package struct PublicKeyFile: Hashable, Sendable {
    package let keys: [PublicKey]

    package init(_ text: String) throws(Failure) {
        guard !Self.isPrivate(text) else {
            throw Failure(.invalid, "this is a private key, which nobody but its owner should ever see", hint: PublicKey.hint)
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { String($0).trimmed }
        let meant = lines.enumerated().filter { !$0.element.isEmpty && !$0.element.hasPrefix("#") }
        var keys: [PublicKey] = []
        for (number, line) in meant {
            do throws(Failure) {
                keys.append(try PublicKey(line))
            } catch {
                guard meant.count > 1, !keys.isEmpty else { throw error }
                var failure = error
                failure.message = "line \(number + 1): \(failure.message); none of the \(meant.count) keys was added"
                throw failure
            }
        }
        guard !keys.isEmpty else { throw Failure(.invalid, "there is no key in it", hint: PublicKey.hint) }
        self.keys = keys
    }

    package static func isPrivate(_ text: String) -> Bool {
        text.contains("PRIVATE KEY--") || text.contains("PRIVATE KEY --") || text.hasPrefix("PuTTY-User-Key-File")
    }

    /// The text of a file's bytes, and whether a byte order mark stood before it, which says nothing here and is left out.
    package static func text(of bytes: [UInt8]) throws(Failure) -> (text: String, hadMark: Bool) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(200).contains(0) {
            throw Failure(
                .invalid,
                "this is not plain text: it is UTF-16, as some programs of Windows write it, or no text at all",
                hint: "copy the .pub file itself, or save it as UTF-8: (Get-Content key.pub) | Set-Content -Encoding ascii new.pub"
            )
        }
        let hadMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        guard let text = String(validating: bytes.dropFirst(hadMark ? 3 : 0), as: UTF8.self) else {
            throw Failure(.invalid, "this is no public key: it has bytes in it that are no text", hint: PublicKey.hint)
        }
        return (text, hadMark)
    }
}
