import Model

/// Answers conditions and looks up values in a tree, and says why.
struct Evidence {
    let tree: SourceTree
    /// Buildpacks whose sets, lists and values may be asked for.
    private let sights: [String: Buildpack.Sight]
    /// Of the buildpack that builds the app, where one that asks may be beside it.
    var main: String?
    let search: TextSearch
    private let documents: Documents
    private let sets: FileSets
    private let declared = Once<[(name: String, file: String)]>()
    private let values = Once<Found?>()

    init(tree: SourceTree, buildpacks: [Buildpack] = []) {
        self.tree = tree
        sights = Dictionary(buildpacks.map { ($0.id, $0.sight) }, uniquingKeysWith: { first, _ in first })
        search = TextSearch(tree)
        documents = Documents(tree)
        sets = FileSets(tree, search, sights.mapValues(\.files))
    }

    /// The reasons for which a condition holds, such as `requirements.txt is there`; nil where it does not hold.
    func reasons(for condition: Condition) throws(Failure) -> [String]? {
        switch condition {
        case .always: return []
        case .file(let file):
            guard let path = try paths(file).first else { return nil }
            return [file.hasSuffix("/") ? "there are files in \(file)" : "\(path) is there"]
        case .contains(let file, let pattern):
            for path in try paths(file) {
                guard let found = try search.first(pattern, in: path) else { continue }
                return ["\(path) has `\(String(found.text.trimmed.prefix(60)))`"]
            }
            return nil
        case .value(let format, let file, let path, let pattern): return try reasons(format, file, path, pattern)
        case .dependency(let names, let id):
            return try dependency(names, of: id).map { ["\($0.name) is among the dependencies (\($0.file))"] }
        case .known(let name): return try value(named: name).map { ["what runs is in \($0.source.file)"] }
        case .beside(let id): return main == id ? [] : nil
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

    /// The files that a path, a glob or a set (`@ID:NAME`) stands for.
    func paths(_ file: String) throws(Failure) -> [String] {
        if file.hasPrefix("@") { return try sets.paths(String(file.dropFirst())) }
        return try tree.all(matching: Glob(file))
    }

    /// What files of a buildpack's sets name in vain.
    func followFaults(of buildpack: String) throws(Failure) -> [FollowFault] {
        // In an order of their own: of many faults the first few are kept.
        let files = (sights[buildpack]?.files ?? [:]).sorted { $0.key < $1.key }
        for (name, set) in files where set.follow != nil { _ = try sets.paths("\(buildpack):\(name)") }
        return sets.faults.sorted { ($0.path, $0.line) < ($1.path, $1.line) }
    }

    private func reasons(_ format: StructuredFormat, _ file: String, _ path: String, _ pattern: String?) throws(Failure) -> [String]? {
        for file in try paths(file) {
            for value in try documents.document(file, format)?.values(at: path) ?? [] {
                guard let pattern else {
                    guard value.isPresent else { continue }
                    return ["\(file) has \(path)"]
                }
                for word in value.words where try search.match(of: pattern, in: word) != nil {
                    return ["\(file) has `\(String(word.prefix(60)))` in \(path)"]
                }
            }
        }
        return nil
    }

    private func dependency(_ names: [String], of id: String?) throws(Failure) -> (name: String, file: String)? {
        let wanted = names.map { Glob(PackageName.normal($0)) }
        for (home, sight) in sights.sorted(by: { $0.key < $1.key }) where id == nil || id == home {
            let all = try declared.answer(home) { () throws(Failure) in try packages(sight.dependencies) }
            if let hit = all.first(where: { (name, _) in wanted.contains { $0.matches(name) } }) { return hit }
        }
        return nil
    }
}

/// Values.
extension Evidence {
    /// A value and the place where it was written.
    struct Found {
        let text: String
        let source: SourceText
        let line: Int
        let column: Int
        let place: ValueSource

        /// For a sentence: what a stranger wrote may be of any length.
        var shown: String { text.count > Self.shownMax ? "\(text.prefix(Self.shownMax))…" : text }
        private static let shownMax = 80

        /// Another value as it would be written there.
        func written(_ value: String) -> String { place.written(value) }
    }

    /// The first source that has a value decides. A file that is there to say it, and says none, is refused.
    ///
    /// - Parameters:
    ///   - what: such as `a version of Python`.
    ///   - example: such a value.
    func value(from sources: [ValueSource], what: String, example: String) throws(Failure) -> Found? {
        for source in sources where try holds(source.when) {
            var first: Found?
            var count = 0
            for path in try source.file.hasPrefix("@") || Glob(source.file).literal == nil ? paths(source.file) : [source.file] {
                guard let bytes = try tree.contents(path) else { continue }
                let file = SourceText(file: path, bytes: bytes)
                if source.isRequired, let fault = file.encodingFault { throw unsaid(source, file, fault, what, example) }
                if let found = try found(source, in: file, everything: false).first, !found.text.isEmpty {
                    first = first ?? found
                    count += 1
                    if !source.isOnly { break }
                } else if source.isRequired {
                    throw unsaid(source, file, file.nothingSaid, what, example)
                }
            }
            if let first, count == 1 || !source.isOnly { return first }
        }
        return nil
    }

    /// - Parameter name: `ID:NAME`.
    func value(named name: String) throws(Failure) -> Found? {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let sources = sights[parts[0]]?.values[parts[1]] else { return nil }
        return try values.answer(name) { () throws(Failure) in try value(from: sources, what: "a value of \(parts[1])", example: "") }
    }

    private func unsaid(_ source: ValueSource, _ file: SourceText, _ fault: SourceText.Fault, _ what: String, _ example: String) -> Failure
    {
        let meant = try? self.meant(by: file, source)
        return file.error(
            line: fault.line,
            column: 1,
            "\(file.file) is there to say \(what), but \(fault.message)",
            hint: "write `\(meant ?? source.written(example))` into it as UTF-8 text, or remove it (`git rm \(file.file)`)"
        ).failure
    }

    /// What its author wrote into a file whose encoding nobody reads: that is what to write again, and no version of ours.
    private func meant(by file: SourceText, _ source: ValueSource) throws(Failure) -> String? {
        guard file.encodingFault != nil else { return nil }
        let line = String(decodingText: file.bytes).split(whereSeparator: \.isNewline).map { String($0).trimmed }.first {
            !$0.isEmpty && !$0.hasPrefix("#")
        }
        guard let line, line.count <= 40, line.unicodeScalars.allSatisfy({ ("!"..."~").contains($0) }) else { return nil }
        switch source.place {
        case .firstLine: return source.formed(line, in: file.file).isEmpty ? nil : line
        case .pattern(let pattern): return try search.match(of: pattern, in: line) == nil ? nil : line
        default: return nil
        }
    }

    private func packages(_ sources: [ValueSource]) throws(Failure) -> [(name: String, file: String)] {
        var names: [(String, String)] = []
        for source in sources where try holds(source.when) {
            for path in try paths(source.file) {
                guard let bytes = try tree.contents(path) else { continue }
                let file = SourceText(file: path, bytes: bytes)
                names += try found(source, in: file, everything: true).map { (PackageName.normal($0.text), path) }
            }
        }
        return names
    }

    private func found(_ source: ValueSource, in file: SourceText, everything: Bool) throws(Failure) -> [Found] {
        switch source.place {
        case .name: return [Found(text: source.formed("", in: file.file), source: file, line: 1, column: 1, place: source)]
        case .firstLine: return Self.firstLine(of: file, source).map { [$0] } ?? []
        case .pattern(let pattern):
            return try search.matches(of: pattern, in: file.file, atMost: everything ? .max : 1).map { match in
                let text = source.formed(match.match.trimmed, in: file.file)
                return Found(text: text, source: file, line: match.line, column: match.column, place: source)
            }
        case .path(let path, let format):
            let values = try documents.document(file.file, format)?.values(at: path) ?? []
            var all: [Found] = []
            for value in values {
                for word in everything ? value.words : value.scalar.map({ [$0] }) ?? [] {
                    var part: String? = word
                    if let pattern = source.part { part = try search.match(of: pattern, in: word) }
                    guard let part else { continue }
                    let text = source.formed(part.trimmed, in: file.file)
                    all.append(Found(text: text, source: file, line: value.line, column: value.column, place: source))
                }
            }
            return all
        }
    }

    private static func firstLine(of file: SourceText, _ place: ValueSource) -> Found? {
        for (index, line) in file.lines.enumerated() {
            let content = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
            let text = String(content).trimmed
            guard !text.isEmpty else { continue }
            let column = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count + 1
            return Found(text: place.formed(text, in: file.file), source: file, line: index + 1, column: column, place: place)
        }
        return nil
    }

    /// A file of a structure; nil where there is none.
    func document(_ file: String, _ format: StructuredFormat) throws(Failure) -> JSONValue? { try documents.document(file, format) }
}
