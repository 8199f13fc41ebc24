import Model

/// The words of a command line, taken apart so far that the command is known.
package struct Invocation: Hashable, Sendable {
    package var root: InstallationRoot
    /// The key that the SSH shell was entered with; nil on the machine itself.
    package var key: Int64?
    /// What the client on the caller's own machine says of itself; nil where there is none.
    package var client: ClientWords?
    package var command: String
    /// Options and operands, without the command and `--root`.
    package var words: [String]

    /// How the caller calls our commands.
    var form: CommandForm { .of(key: key, isClient: client != nil, root: root) }

    package static func parse(_ words: [String], environment: [String: String]) throws(Failure) -> Invocation {
        let key = try key(environment)
        var root = environment["RENGA_ROOT"].flatMap { $0.isEmpty ? nil : $0 } ?? InstallationRoot.standard
        var rest: [String] = []
        var position = 0
        var optionsEnded = false
        while position < words.count {
            let word = words[position]
            if optionsEnded || word == "--" || !(word == "--root" || word.hasPrefix("--root=")) {
                optionsEnded = optionsEnded || word == "--"
                rest.append(word)
                position += 1
                continue
            }
            // The SSH shell itself says the root, as the first word; whoever came in may not say another.
            if key != nil, position > 0 {
                throw Failure(
                    .forbidden,
                    "`--root` cannot be given over SSH",
                    hint: "the key that you came with belongs to one installation"
                )
            }
            if word == "--root" {
                guard position + 1 < words.count else {
                    throw Failure(.invalid, "`--root` needs a value", hint: "write --root DIR")
                }
                root = words[position + 1]
                position += 2
            } else {
                root = String(word.dropFirst("--root=".count))
                position += 1
            }
        }
        guard let checked = InstallationRoot(root) else {
            throw Failure(
                .invalid,
                "`\(root)` is not a root directory",
                hint: "give an absolute path, such as /var/lib/renga"
            )
        }
        let client = key == nil ? nil : try ClientWords.take(from: &rest)
        let (command, others) = split(rest)
        return Invocation(root: checked, key: key, client: client, command: command, words: others)
    }

    private static func key(_ environment: [String: String]) throws(Failure) -> Int64? {
        guard let text = environment["RENGA_KEY"] else { return nil }
        guard let key = Int64(text) else {
            throw Failure(
                .invalid,
                "RENGA_KEY is `\(text)`, which is not a key's number",
                hint: "unset it: the SSH shell sets it"
            )
        }
        return key
    }

    /// The first word that is neither an option nor the value of one is the command; `--app APP` may come before it.
    private static func split(_ words: [String]) -> (command: String, words: [String]) {
        var position = 0
        while position < words.count, words[position].hasPrefix("-") {
            let word = words[position]
            if word == "-h" || word == "--help" {
                return ("help", Array(words[..<position] + words[(position + 1)...]))
            }
            if word == "-v" || word == "--version" {
                return ("version", Array(words[..<position] + words[(position + 1)...]))
            }
            position += word == "-a" || word == "--app" ? 2 : 1
        }
        guard position < words.count else { return ("help", words) }
        return (words[position], Array(words[..<position] + words[(position + 1)...]))
    }
}
