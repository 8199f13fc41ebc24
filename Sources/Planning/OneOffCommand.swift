import Model

/// The line of the shell that a one-off dyno runs, from the words that somebody typed.
package enum OneOffCommand {
    package static let bytesMax = 65_536

    /// - Parameters:
    ///   - words: one is a line as it stands. Of several each arrives as it is, but for a plain `$NAME`, which is looked up there.
    ///   - processes: the release's. Its `console` or `rake` is what it runs by that name, with what follows behind it.
    package static func line(_ words: [String], processes: [String: String]) throws(Failure) -> String {
        let plain = try line(words)
        guard let first = words.first, let process = processes[first] else {
            guard words.first != "console" else {
                throw Failure(
                    .notFound,
                    "the app declares no `console`",
                    hint: "add a line to the Procfile, such as `console: python manage.py shell`, and push; until then: renga run bash"
                )
            }
            return plain
        }
        return ([process] + words.dropFirst().map(word)).joined(separator: " ")
    }

    /// What the words say by themselves, whatever a release declares.
    package static func line(_ words: [String]) throws(Failure) -> String {
        guard let first = words.first, !words.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) else {
            throw Failure(.invalid, "no command is given", hint: "such as: renga run bash")
        }
        guard words.reduce(0, { $0 + $1.utf8.count + 3 }) <= bytesMax else {
            throw Failure(.limit, "the command is over \(bytesMax) bytes", hint: "send what is long on standard input")
        }
        guard !words.contains(where: { $0.utf8.contains(0) }) else {
            throw Failure(.invalid, "the command contains a NUL byte", hint: "send such bytes on standard input")
        }
        return words.count == 1 ? first : ([word(first)] + words.dropFirst().map(word)).joined(separator: " ")
    }

    private static func word(_ text: String) -> String { isVariable(text) ? "\"\(text)\"" : ShellQuoting.quote(text) }

    /// `$HOME`, `${HOME}`.
    private static func isVariable(_ text: String) -> Bool {
        guard text.hasPrefix("$") else { return false }
        let name = text.dropFirst()
        return NameRules.isVariable(name.hasPrefix("{") && name.hasSuffix("}") ? String(name.dropFirst().dropLast()) : String(name))
    }
}
