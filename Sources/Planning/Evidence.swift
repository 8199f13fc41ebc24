import Model

/// Answers conditions and looks up values in a tree, and says why.
struct Evidence {
    let tree: SourceTree
    let search: TextSearch

    init(tree: SourceTree) {
        self.tree = tree
        search = TextSearch(tree)
    }

    /// The reasons for which a condition holds, such as `requirements.txt is there`; nil where it does not hold.
    func reasons(for condition: Condition) throws(Failure) -> [String]? {
        switch condition {
        case .always: return []
        case .file(let glob):
            guard let path = try tree.first(matching: Glob(glob)) else { return nil }
            return [glob.hasSuffix("/") ? "there are files in \(glob)" : "\(path) is there"]
        case .contains(let file, let pattern):
            for path in try tree.all(matching: Glob(file)) {
                guard let found = try search.first(pattern, in: path) else { continue }
                return ["\(path) has `\(String(found.text.trimmed.prefix(60)))`"]
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
        let place: ValueSource

        /// Another value as it would be written there.
        func written(_ value: String) -> String { place.written(value) }
    }

    /// The first source that has a value decides. A file that is there to say it, and says none, is refused.
    ///
    /// - Parameters:
    ///   - what: such as `a version of Python`.
    ///   - example: such a value.
    func value(from sources: [ValueSource], what: String, example: String) throws(Failure) -> Found? {
        for source in sources {
            guard let bytes = try tree.contents(source.file) else { continue }
            let file = SourceText(file: source.file, bytes: bytes)
            if source.isRequired, let fault = file.encodingFault { throw unsaid(source, file, fault, what, example) }
            if let found = try value(from: source, in: file), !found.text.isEmpty { return found }
            if source.isRequired { throw unsaid(source, file, file.nothingSaid, what, example) }
        }
        return nil
    }

    private func unsaid(_ source: ValueSource, _ file: SourceText, _ fault: SourceText.Fault, _ what: String, _ example: String) -> Failure
    {
        file.error(
            line: fault.line,
            column: 1,
            "\(source.file) is there to say \(what), but \(fault.message)",
            hint: "write `\(source.written(example))` into it as UTF-8 text, or remove it (`git rm \(source.file)`)"
        ).failure
    }

    private func value(from source: ValueSource, in file: SourceText) throws(Failure) -> Found? {
        switch source.place {
        case .firstLine: return Self.firstLine(of: file, source)
        case .pattern(let pattern):
            guard let match = try search.first(pattern, in: source.file) else { return nil }
            return Found(text: match.match.trimmed, source: file, line: match.line, column: match.column, place: source)
        case .path(let path, let format):
            guard let value = try value(at: path, of: source.file, format), let text = value.scalar else { return nil }
            return Found(text: text.trimmed, source: file, line: value.line, column: value.column, place: source)
        }
    }

    private static func firstLine(of file: SourceText, _ place: ValueSource) -> Found? {
        for (index, line) in file.lines.enumerated() {
            let content = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            let text = String(content).trimmed
            guard !text.isEmpty else { continue }
            let column = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count + 1
            return Found(text: text, source: file, line: index + 1, column: column, place: place)
        }
        return nil
    }

    private func value(at path: String, of file: String, _ format: StructuredFormat) throws(Failure) -> JSONValue? {
        try document(file, format)?.value(at: path)
    }

    /// A file of a structure; nil where there is none.
    func document(_ file: String, _ format: StructuredFormat) throws(Failure) -> JSONValue? {
        guard let bytes = try tree.contents(file) else { return nil }
        do throws(SourceError) {
            return try format.parse(bytes, file: file)
        } catch {
            throw error.failure
        }
    }
}
