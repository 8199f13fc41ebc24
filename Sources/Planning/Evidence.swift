import Model

/// Answers conditions and looks up values in a tree, and says why.
struct Evidence {
    let tree: SourceTree
    private let search: TextSearch

    init(tree: SourceTree) {
        self.tree = tree
        search = TextSearch(tree)
    }

    /// The reasons for which a condition holds, such as `requirements.txt is there`; nil where it does not hold.
    func reasons(for condition: Condition) throws(Failure) -> [String]? {
        switch condition {
        case .always: return []
        case .file(let glob):
            guard let entry = tree.first(matching: Glob(glob)) else { return nil }
            return [glob.hasSuffix("/") ? "there are files in \(glob)" : "\(entry.path) is there"]
        case .contains(let file, let pattern):
            for entry in tree.all(matching: Glob(file)) {
                guard let found = try search.first(pattern, in: entry.path) else { continue }
                return ["\(entry.path) has `\(String(found.text.trimmed.prefix(60)))`"]
            }
            return nil
        case .value(let format, let file, let path):
            guard let value = try value(at: path, of: file, format), value.isPresent else { return nil }
            return ["\(file) has \(path)"]
        case .not(let inner): return try reasons(for: inner) == nil ? [] : nil
        case .any(let inner):
            for condition in inner {
                if let reasons = try reasons(for: condition) { return reasons }
            }
            return nil
        case .all(let inner):
            var all: [String] = []
            for condition in inner {
                guard let reasons = try reasons(for: condition) else { return nil }
                all += reasons.filter { !all.contains($0) }
            }
            return all
        }
    }

    func holds(_ condition: Condition) throws(Failure) -> Bool { try reasons(for: condition) != nil }

    /// A value and the place where it was written.
    struct Found {
        let text: String
        let source: SourceText
        let line: Int
        let column: Int
    }

    /// The first source that has a value decides.
    func value(from sources: [ValueSource]) throws(Failure) -> Found? {
        for source in sources {
            if let found = try value(from: source), !found.text.isEmpty { return found }
        }
        return nil
    }

    private func value(from source: ValueSource) throws(Failure) -> Found? {
        guard let bytes = try tree.contents(source.file) else { return nil }
        let file = SourceText(file: source.file, bytes: bytes)
        switch source.place {
        case .firstLine: return Self.firstLine(of: file)
        case .pattern(let pattern):
            guard let match = try search.first(pattern, in: source.file) else { return nil }
            return Found(text: match.match.trimmed, source: file, line: match.line, column: match.column)
        case .path(let path, let format):
            guard let value = try value(at: path, of: source.file, format), let text = value.scalar else { return nil }
            return Found(text: text.trimmed, source: file, line: value.line, column: value.column)
        }
    }

    private static func firstLine(of file: SourceText) -> Found? {
        for (index, line) in file.lines.enumerated() {
            let content = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            let text = String(content).trimmed
            guard !text.isEmpty else { continue }
            let column = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count + 1
            return Found(text: text, source: file, line: index + 1, column: column)
        }
        return nil
    }

    private func value(at path: String, of file: String, _ format: StructuredFormat) throws(Failure) -> JSONValue? {
        guard let bytes = try tree.contents(file) else { return nil }
        do throws(SourceError) {
            return try format.parse(bytes, file: file).value(at: path)
        } catch {
            throw error.failure
        }
    }
}
