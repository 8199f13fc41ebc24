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

    /// Those of some paths that are ignored, in their order. Each folder is looked at once.
    package func ignored(_ paths: [String]) -> [String] {
        guard !rules.isEmpty else { return [] }
        var folders: [Substring: Bool] = [:]
        func isFolderIgnored(_ folder: Substring) -> Bool {
            if let known = folders[folder] { return known }
            let above = folder.lastIndex(of: "/").map { isFolderIgnored(folder[..<$0]) } ?? false
            let path = String(folder)
            let answer = above || rules.contains { $0.glob.matches(path) }
            folders[folder] = answer
            return answer
        }
        return paths.filter { path in
            if let slash = path.lastIndex(of: "/"), isFolderIgnored(path[..<slash]) { return true }
            return rules.contains { !$0.foldersOnly && $0.glob.matches(path) }
        }
    }
}
