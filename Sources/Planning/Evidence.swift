import Model

/// Answers conditions and looks up values in a tree, and says why.
struct Evidence {
    let tree: SourceTree

    /// The reasons for which a condition holds, such as `requirements.txt is there`; nil where it does not hold.
    func reasons(for condition: Condition) throws(Failure) -> [String]? {
        switch condition {
        case .always: return []
        case .file(let glob):
            guard let entry = tree.first(matching: Glob(glob)) else { return nil }
            return [glob.hasSuffix("/") ? "there are files in \(glob)" : "\(entry.path) is there"]
        case .contains(let file, let pattern):
            for entry in tree.all(matching: Glob(file)) {
                guard let text = try text(entry.path), let range = try Self.match(pattern, text) else { continue }
                return ["\(entry.path) has `\(Self.line(around: range.lowerBound, in: text))`"]
            }
            return nil
        case .json(let file, let path):
            guard let value = try json(file)?.value(at: path), value.isPresent else { return nil }
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
        if let path = source.json {
            guard let value = try json(source.file)?.value(at: path), let text = value.scalar else { return nil }
            return Found(text: text.trimmed, source: file, line: value.line, column: value.column)
        }
        guard let pattern = source.pattern else { return Self.firstLine(of: file) }
        let text = Self.plain(bytes)
        guard let range = try Self.match(pattern, text) else { return nil }
        let before = text[..<range.lowerBound]
        let start = before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex
        return Found(
            text: String(text[range]).trimmed,
            source: file,
            line: before.unicodeScalars.count { $0 == "\n" } + 1,
            column: before[start...].unicodeScalars.count + 1
        )
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

    private func text(_ path: String) throws(Failure) -> String? { try tree.contents(path).map(Self.plain) }

    /// The line that a match begins in, as a reason to show.
    private static func line(around index: String.Index, in text: String) -> String {
        let scalars = text.unicodeScalars
        let start = scalars[..<index].lastIndex(of: "\n").map { scalars.index(after: $0) } ?? scalars.startIndex
        return String(String(scalars[start...].prefix { $0 != "\n" }).trimmed.prefix(60))
    }

    /// With plain newlines: a carriage return would be part of a line.
    private static func plain(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }

    private func json(_ path: String) throws(Failure) -> JSONValue? {
        guard let bytes = try tree.contents(path) else { return nil }
        do throws(SourceError) {
            return try JSONParser.parse(bytes, file: path)
        } catch {
            throw error.failure
        }
    }

    /// The first group that took part, or the whole match. `^` and `$` match at every line.
    private static func match(_ pattern: String, _ text: String) throws(Failure) -> Range<String.Index>? {
        do {
            let regex = try Regex(pattern).anchorsMatchLineEndings().matchingSemantics(.unicodeScalar)
            guard let match = try regex.firstMatch(in: text) else { return nil }
            return match.output.dropFirst().lazy.compactMap(\.range).first ?? match.range
        } catch {
            throw Failure(.invalid, "`\(pattern)` is not a regular expression: \(error)")
        }
    }
}
