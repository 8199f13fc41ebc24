import Model

/// Reads what a buildpack looks up in a tree, and how it stands to other buildpacks.
struct SightReader {
    let reader: NodeReader

    private func reading(_ node: YAMLNode, _ known: [String]?, _ what: String) throws(SourceError) -> NodeReader {
        try NodeReader(node, in: reader.source, known: known, what: what)
    }

    private func named(_ key: String, _ what: String) throws(SourceError) -> [YAMLNode.Entry] {
        guard let node = reader.value(key) else { return [] }
        let entries = try reading(node, nil, "`\(key)`").all
        for entry in entries where !NameRules.isIdentifier(entry.key) {
            throw reader.source.error(line: entry.keyLine, column: entry.keyColumn, "`\(entry.key)` cannot be the name of \(what)")
        }
        return entries
    }

    func files(_ key: String) throws(SourceError) -> [String: Buildpack.FileSet] {
        var sets: [String: Buildpack.FileSet] = [:]
        for entry in try named(key, "a set of files") {
            let set = try reading(entry.value, ["all", "except", "follow", "leads"], "a set of files")
            guard let globs = try set.globs("all") else { throw set.missing("all", "a set of files") }
            var files = Buildpack.FileSet(globs)
            files.except = try set.globs("except") ?? []
            files.follow = try set.pattern("follow")
            files.leads = try set.pattern("leads")
            sets[entry.key] = files
        }
        return sets
    }

    func advice(_ key: String) throws(SourceError) -> Buildpack.Advice {
        var advice = Buildpack.Advice()
        guard let node = reader.value(key) else { return advice }
        let words = try reading(node, ["begin", "start"], "`\(key)`")
        if let node = words.value("begin") { advice.begin = try words.line(node, "begin") }
        if let node = words.value("start") { advice.start = try words.line(node, "start") }
        return advice
    }

    func dependencies(_ key: String) throws(SourceError) -> [ValueSource] {
        try SourcesReader(source: reader.source).sources(try reader.list(key) ?? [])
    }

    func values(_ key: String) throws(SourceError) -> [String: [ValueSource]] {
        var values: [String: [ValueSource]] = [:]
        for entry in try named(key, "a value") {
            guard case .list(let nodes) = entry.value.content else {
                throw reader.error(entry.value, "`\(entry.key)` must be a list of sources", hint: "write [{file: main.py, pattern: …}]")
            }
            values[entry.key] = try SourcesReader(source: reader.source).sources(nodes)
        }
        return values
    }

    func likelihood(_ key: String) throws(SourceError) -> Buildpack.Likelihood {
        var likelihood = Buildpack.Likelihood()
        guard let node = reader.value(key) else { return likelihood }
        let among = try reading(node, ["surely", "likely", "never", "before"], "`\(key)`")
        let conditions = ConditionReader(source: reader.source)
        if let node = among.value("surely") { likelihood.surely = try conditions.condition(node) }
        if let node = among.value("likely") { likelihood.likely = try conditions.condition(node) }
        if let node = among.value("never") { likelihood.never = try conditions.condition(node) }
        likelihood.before = try among.names("before", NameRules.isIdentifier, "the name of a buildpack")
        return likelihood
    }

    func companions(_ key: String) throws(SourceError) -> [Buildpack.Companion] {
        var companions: [Buildpack.Companion] = []
        for item in try reader.list(key) ?? [] {
            let companion = try reading(item, ["buildpack", "when"], "`\(key)`")
            guard let id = companion.value("buildpack") else { throw companion.missing("buildpack", "`\(key)`") }
            companions.append(
                .init(id: try companion.line(id, "buildpack"), when: try ConditionReader(source: reader.source).when(in: companion))
            )
        }
        return companions
    }
}
