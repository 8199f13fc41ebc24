import Model

/// `.slugignore`: globs, as `.gitignore` has them but without negation, of what is removed before anything is decided.
package struct SlugIgnore: Sendable {
    package static let fileName = ".slugignore"

    private struct Rule: Sendable {
        let glob: Glob
        let foldersOnly: Bool
    }

    private let rules: [Rule]
    /// Lines that have no meaning here, with their number.
    package let ignoredLines: [(number: Int, text: String)]

    package init(_ bytes: [UInt8]) {
        var rules: [Rule] = []
        var ignored: [(number: Int, text: String)] = []
        for (index, line) in SourceText(file: Self.fileName, bytes: bytes).lines.enumerated() {
            var text = line.trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            guard !text.hasPrefix("!") else {
                ignored.append((index + 1, text))
                continue
            }
            let foldersOnly = text.hasSuffix("/")
            while text.hasSuffix("/") { text.removeLast() }
            // A slash anywhere but at the end ties a pattern to the root.
            let anchored = text.contains("/")
            while text.hasPrefix("/") { text.removeFirst() }
            guard !text.isEmpty else { continue }
            rules.append(Rule(glob: Glob(anchored ? text : "**/\(text)"), foldersOnly: foldersOnly))
        }
        self.rules = rules
        ignoredLines = ignored
    }

    package func ignores(_ path: String) -> Bool {
        rules.contains { rule in
            if !rule.foldersOnly { return rule.glob.covers(path) }
            guard let slash = path.lastIndex(of: "/") else { return false }
            return rule.glob.covers(String(path[..<slash]))
        }
    }
}
