import Model

/// What libyaml found wrong, before it is put into the words of our errors.
struct YAMLProblem {
    enum Kind {
        case memory
        case tooMany
        case byte(offset: Int)
        case syntax
    }

    let kind: Kind
    let message: String
    let line: Int
    let column: Int

    init(_ kind: Kind, _ message: String, line: Int, column: Int) {
        self.kind = kind
        self.message = message
        self.line = line
        self.column = column
    }

    func error(in source: SourceText) -> SourceError {
        switch kind {
        case .memory:
            return source.error(line: line, column: column, "there was no memory to read this file")
        case .tooMany:
            return source.error(
                line: 1,
                column: 1,
                "the document has more than \(YAMLDocument.nodesMax) nodes",
                hint: "make it smaller"
            )
        case .byte(let offset):
            let place = source.position(ofOffset: offset)
            return source.error(
                line: place.line,
                column: place.column,
                "a control character cannot stand here",
                hint: "remove it, or write it as an escape in double quotes"
            )
        case .syntax: return syntaxError(in: source)
        }
    }

    private func syntaxError(in source: SourceText) -> SourceError {
        let lines = source.lines
        // libyaml stops at the tab, or at the token that follows it.
        for number in [line, line + 1, line - 1] where lines.indices.contains(number - 1) {
            let indentation = lines[number - 1].unicodeScalars.prefix { $0 == " " || $0 == "\t" }
            guard let tab = indentation.firstIndex(of: "\t") else { continue }
            let column = indentation.distance(from: indentation.startIndex, to: tab) + 1
            return source.error(
                line: number,
                column: column,
                "a tab cannot indent in YAML",
                hint: "replace the tab with spaces"
            )
        }
        let shown = min(line, max(lines.count, 1))
        let (message, hint) = Self.words[self.message] ?? (self.message, nil)
        return source.error(line: shown, column: shown == line ? column : 1, message, hint: hint)
    }

    /// libyaml speaks of tokens; people write lines.
    private static let words: [String: (String, String?)] = [
        "mapping values are not allowed in this context": (
            "a colon cannot stand here: this line already has a value",
            "put the text in quotes if the colon belongs to it, or check the indentation"
        ),
        "could not find expected ':'": (
            "a colon is missing after a key", "write `key: value`; a text over several lines needs `|` after the colon"
        ),
        "did not find expected key": (
            "a key is expected here",
            "check the indentation, and put texts that begin with a special character in quotes"
        ),
        "did not find expected '-' indicator": (
            "a list item is expected here", "check the indentation: all items of a list stand under one another"
        ),
        "found unexpected end of stream": ("the file ends inside a text in quotes", "close the quote"),
        "found character that cannot start any token": (
            "no value can begin with this character", "put the text in quotes"
        ),
        "did not find expected ',' or ']'": ("a comma or a closing bracket is missing", nil),
        "did not find expected ',' or '}'": ("a comma or a closing brace is missing", nil),
        "found undefined tag handle": ("tags (`!`) are not known here", "put the text in quotes"),
        "did not find expected <document start>": (
            "the document has ended before this line", "check the indentation"
        ),
        "block sequence entries are not allowed in this context": (
            "a list cannot begin here", "put the first `-` in a line of its own, below the key"
        ),
    ]
}
