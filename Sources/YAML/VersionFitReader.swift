import Model

/// Reads what a version rule says about versions that go with an app's files: `fits`.
struct VersionFitReader {
    private static let kinds = ["ranges", "oldest", "newest", "packages"]
    private static let what = "an item of `fits`"

    let source: SourceText

    func fit(_ node: YAMLNode) throws(SourceError) -> Buildpack.VersionFit {
        let reader = try NodeReader(
            node,
            in: source,
            known: ["file", "pattern", "title", "version", "warning", "hint"] + Self.kinds,
            what: Self.what
        )
        guard let files = try reader.strings("file") else { throw reader.missing("file", Self.what) }
        guard let pattern = try reader.pattern("pattern") else { throw reader.missing("pattern", Self.what) }
        let title = try reader.string("title") ?? "$NAME $VALUE"
        var fit = Buildpack.VersionFit(files: files, pattern: pattern, title: title, rule: try rule(reader))
        fit.warning = try reader.string("warning")
        fit.hint = try reader.string("hint")
        return fit
    }

    private func rule(_ reader: NodeReader) throws(SourceError) -> Buildpack.VersionFit.Rule {
        let kinds = Self.kinds.filter(reader.has)
        guard kinds.count == 1, let node = reader.value(kinds[0]) else {
            throw reader.error(reader.node, "\(Self.what) has exactly one of \(Self.kinds.joined(separator: ", "))")
        }
        switch kinds[0] {
        case "ranges": return .ranges(try rules(node, in: reader))
        case "oldest":
            guard try reader.bool("oldest") == true else { throw reader.error(node, "`oldest` is true, or not there") }
            return .oldest
        case "newest": return .newest(try table(node, "`newest`"))
        default:
            guard let version = try reader.pattern("version") else { throw reader.missing("version", "`fits` with packages") }
            var packages: [String: Buildpack.VersionFit.Table] = [:]
            for entry in try NodeReader(node, in: source, known: nil, what: "`packages`").all {
                packages[entry.key] = try table(entry.value, "a package")
            }
            return .packages(version: version, packages)
        }
    }

    private func table(_ node: YAMLNode, _ what: String) throws(SourceError) -> Buildpack.VersionFit.Table {
        let reader = try NodeReader(node, in: source, known: nil, what: what)
        var table: Buildpack.VersionFit.Table = [:]
        for entry in reader.all { table[entry.key] = try reader.string(entry.value, entry.key) }
        return table
    }

    /// Whose rules a version follows.
    func rules(_ node: YAMLNode, in reader: NodeReader) throws(SourceError) -> VersionRules {
        let text = try reader.string(node, "rules")
        if let rules = VersionRules(rawValue: text) { return rules }
        let hint = NearestWord.hint(for: text, among: VersionRules.allCases.map(\.rawValue))
        throw reader.error(node, "there are no rules of versions named `\(text)`", hint: hint)
    }
}
