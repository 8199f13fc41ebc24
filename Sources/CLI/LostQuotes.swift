import Model

/// Notices that a value of `config:set` was in quotes which ssh took away: it joins its words with blanks, and the shell here
/// takes them apart again. So `C="two words"` arrives as two words, `C="a b=c"` as two config vars, and `C="-x -y"` as a
/// config var and an option.
struct LostQuotes {
    private let words: [String]
    /// The options among them that are ours, as they were typed.
    private let options: [String]
    private let isQuoted: Bool
    private let root: InstallationRoot

    /// - Parameters:
    ///   - words: what follows the command.
    ///   - typed: all of it, as it arrived.
    ///   - declaration: the command's: its options are no part of a value.
    init(_ words: [String], typed: String, of declaration: Declaration, root: InstallationRoot) {
        var (vars, options): ([String], [String]) = ([], [])
        var rest = words[...]
        while let word = rest.popFirst() {
            let name = String(word.prefix { $0 != "=" })
            guard let option = declaration.allOptions.first(where: { $0.spellings.contains(name) }),
                name == word || option.value != nil && name.hasPrefix("--")
            else {
                vars.append(word)
                continue
            }
            options.append(word)
            if option.value != nil, name == word, let value = rest.popFirst() { options.append(value) }
        }
        self.words = vars
        self.options = options
        // Who quotes for the second shell as well, or ends the options, has said what is meant.
        isQuoted = words.contains("--") || typed.contains { "'\"\\".contains($0) }
        self.root = root
    }

    func check() throws(Failure) {
        guard !isQuoted, let first = words.first, isVar(first) else { return }
        if let bare = words.first(where: { !isVar($0) }) {
            throw Failure(.invalid, "`\(bare)` has no value", hint: hint { !isVar($0) })
        }
        // Names of config vars are written in capitals: a small one after a capital one is more likely text.
        guard isCapital(first), let small = words.first(where: { !isCapital($0) }) else { return }
        throw Failure(
            .invalid,
            "`\(small)` may be a part of the value before it",
            hint: hint { !isCapital($0) } + "\nif it is a config var of its own, set it by itself: config:set \(small)"
        )
    }

    private func isVar(_ word: String) -> Bool { word.dropFirst().contains("=") && !word.hasPrefix("=") && !word.hasPrefix("-") }

    private func isCapital(_ word: String) -> Bool { !word.prefix { $0 != "=" }.contains(where: \.isLowercase) }

    /// - Parameter belongs: whether a word is a part of the value before it.
    private func hint(_ belongs: (String) -> Bool) -> String {
        var meant: [String] = []
        for word in words {
            if belongs(word), let last = meant.popLast() { meant.append("\(last) \(word)") } else { meant.append(word) }
        }
        let quoted = meant.map { word in
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return word.contains(" ") ? "\(parts[0])='\(parts[1])'" : word
        }
        // What the first shell would take for its own.
        let command = (["config:set"] + quoted + options).joined(separator: " ")
        let escaped = command.reduce(into: "") { $0 += "$`".contains($1) ? "\\\($1)" : String($1) }
        return "ssh takes one pair of quotes away; give it another: ssh \(CommandForm.host(root)) \"\(escaped)\""
    }
}
