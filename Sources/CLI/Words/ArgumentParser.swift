import Model

/// Takes words apart.
///
/// Options may stand anywhere; `--` ends them.
package struct ArgumentParser {
    private let declaration: Declaration
    private var words: ArraySlice<String>
    private var result = Arguments()

    /// - Parameter naming: takes the first operand for the app where it is one, as in Dokku's form.
    package static func parse(
        _ words: [String],
        for declaration: Declaration,
        naming: (Arguments) throws(Failure) -> Arguments = { (arguments) throws(Failure) in arguments }
    ) throws(Failure) -> Arguments {
        var parser = ArgumentParser(declaration: declaration, words: words[...])
        try parser.read()
        // Who asks for help need not get the rest right.
        guard !parser.result.has(.help) else { return parser.result }
        parser.result = try naming(parser.result)
        try parser.countOperands()
        return parser.result
    }

    private init(declaration: Declaration, words: ArraySlice<String>) {
        self.declaration = declaration
        self.words = words
    }

    private mutating func read() throws(Failure) {
        while let word = words.popFirst() {
            if word == "--" {
                result.operands += words
                return
            }
            if declaration.takesProgram, isOfProgram(word) {
                result.operands.append(word)
            } else if word.hasPrefix("--") {
                try readLong(word)
            } else if word.hasPrefix("-"), word != "-" {
                try readShort(word)
            } else {
                result.operands.append(word)
            }
        }
    }

    /// Letters behind one dash are never taken apart here: in `ls -al` none is ours.
    private func isOfProgram(_ word: String) -> Bool {
        let name = word.prefix { $0 != "=" }
        let others = result.operands.isEmpty ? [] : [Option.json, .help, .colour, .noColour]
        return !declaration.allOptions.contains { option in
            let spelling = option.spellings.contains { $0 == (word.hasPrefix("--") ? String(name) : word) }
            return spelling && !others.contains(option)
        }
    }

    private mutating func readLong(_ word: String) throws(Failure) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = declaration.allOptions.first(where: { $0.longs.contains(name) }) else {
            throw unknown(
                "--\(name)",
                among: declaration.allOptions.flatMap(\.longs).map { "--\($0)" }
            )
        }
        let attached = parts.count > 1 ? String(parts[1]) : nil
        if option.value == nil {
            guard attached == nil else {
                throw Failure(.invalid, "`--\(name)` takes no value", hint: "write --\(name)")
            }
            result.flags.insert(option.name)
        } else {
            try keep(option, as: "--\(name)", attached)
        }
    }

    /// `-t`, `-n 20`, `-n20`, `-tn20`.
    private mutating func readShort(_ word: String) throws(Failure) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = declaration.allOptions.first(where: { $0.shorts.contains(String(letter)) }) else {
                throw unknown("-\(letter)", among: declaration.allOptions.flatMap(\.shorts).map { "-\($0)" })
            }
            if option.value == nil {
                result.flags.insert(option.name)
            } else {
                if letters.first == "=" { letters = letters.dropFirst() }
                return try keep(option, as: "-\(letter)", letters.isEmpty ? nil : String(letters))
            }
        }
    }

    private mutating func keep(_ option: Option, as shown: String, _ attached: String?) throws(Failure) {
        var value = attached
        if value == nil, let next = words.first, next == "-" || !next.hasPrefix("-") { value = words.popFirst() }
        guard let value, !value.isEmpty else {
            let hint = "write \(shown) \(option.value ?? "VALUE")"
            let other = "; what belongs to the program stands behind `--`, as in: renga \(declaration.name) -- ls \(shown)"
            throw Failure(.invalid, "`\(shown)` needs a value", hint: declaration.takesProgram ? hint + other : hint)
        }
        if let separator = option.separator, let earlier = result.values[option.name] {
            result.values[option.name] = earlier + separator + value
            return
        }
        if let earlier = result.values[option.name], earlier != value {
            throw Failure(
                .invalid,
                "`\(shown)` is given twice, as `\(earlier)` and as `\(value)`",
                hint: "give it once"
            )
        }
        result.values[option.name] = value
    }

    private func unknown(_ word: String, among known: [String]) -> Failure {
        let near = word.count > 2 ? NearCommand.option(word, among: known) : nil
        return Failure(
            .invalid,
            "`\(declaration.name)` has no option `\(word)`",
            hint: near.map { "did you mean `\($0)`?" } ?? "`renga help \(declaration.name)` shows its options"
        )
    }

    private mutating func countOperands() throws(Failure) {
        let count = result.operands.count
        if count < declaration.operandsMin {
            throw Failure(
                .invalid,
                "`\(declaration.name)` needs \(declaration.operands)",
                hint: declaration.examples.first.map { "such as: \($0)" }
            )
        }
        guard count > declaration.operandsMax else { return }
        let extra = result.operands[declaration.operandsMax]
        let relative = "\(declaration.name):\(extra)"
        let hint =
            if Catalogue.names.contains(relative) {
                "did you mean `\(relative)`?"
            } else if extra == "help" {
                "`renga help \(declaration.name)` explains it"
            } else if declaration.takesApp, declaration.operandsMax == 0, AppName(extra) != nil {
                "an app is named by an option: --app \(extra)" + (declaration.choosesDynos ? "; a process type: -p \(extra)" : "")
            } else if declaration.choosesDynos, let dot = extra.lastIndex(of: "."), Int(extra[dot...].dropFirst()) != nil {
                "a dyno is named by an option: -d \(extra)"
            } else {
                "usage: \(HelpPage.usage(of: declaration))"
            }
        throw Failure(.invalid, "`\(declaration.name)` does not take `\(extra)`", hint: hint)
    }
}
