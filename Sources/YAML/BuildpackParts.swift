import Model

/// The parts that a buildpack and an app's `renga.yml` have in common.
struct BuildpackParts {
    let reader: NodeReader

    static let keys = ["versions", "packages", "steps", "env", "processes"]

    private func reading(_ node: YAMLNode, _ known: [String]?, _ what: String) throws(SourceError) -> NodeReader {
        try NodeReader(node, in: reader.source, known: known, what: what)
    }

    func versions() throws(SourceError) -> [Buildpack.VersionRule] {
        guard let node = reader.value("versions") else { return [] }
        let mapping = try reading(node, nil, "`versions`")
        var rules: [Buildpack.VersionRule] = []
        for entry in mapping.all {
            guard NameRules.isIdentifier(entry.key) else {
                throw reader.source.error(
                    line: entry.keyLine,
                    column: entry.keyColumn,
                    "`\(entry.key)` cannot be the name of a toolchain"
                )
            }
            rules.append(try version(entry))
        }
        return rules
    }

    private func version(_ entry: YAMLNode.Entry) throws(SourceError) -> Buildpack.VersionRule {
        let title = entry.key.prefix(1).uppercased() + entry.key.dropFirst()
        if case .scalar(let text, _) = entry.value.content {
            return .init(
                toolchain: entry.key,
                title: title,
                sources: [],
                standard: entry.value.isNull ? nil : text,
                file: reader.source.file
            )
        }
        let rule = try reading(entry.value, ["title", "from", "default"], "a version")
        return .init(
            toolchain: entry.key,
            title: try rule.string("title") ?? title,
            sources: try sources(rule, "from"),
            standard: try rule.string("default"),
            file: reader.source.file
        )
    }

    func sources(_ rule: NodeReader, _ key: String) throws(SourceError) -> [ValueSource] {
        var sources: [ValueSource] = []
        for item in try rule.list(key) ?? [] {
            let source = try reading(item, ["file", "pattern", "json"], "a source of a value")
            guard let file = try source.string("file") else { throw source.missing("file", "a source of a value") }
            let value = ValueSource(file: file, pattern: try source.pattern("pattern"), json: try source.string("json"))
            guard value.pattern == nil || value.json == nil else {
                throw source.error(item, "a source has either `pattern` or `json`, not both")
            }
            sources.append(value)
        }
        return sources
    }

    func packages(_ key: String) throws(SourceError) -> [Buildpack.PackageRule] {
        guard let node = reader.value("packages") else { return [] }
        let packages = try reading(node, ["build", "run"], "`packages`")
        var plain: [YAMLNode] = []
        var rules: [Buildpack.PackageRule] = []
        for item in try packages.list(key) ?? [] {
            guard case .mapping = item.content else {
                plain.append(item)
                continue
            }
            let rule = try reading(item, ["when", "names"], "a list of packages with a condition")
            let names = try rule.names("names", NameRules.isPackage, "the name of a Debian package")
            rules.append(.init(when: try ConditionReader(source: reader.source).when(in: rule), names: names))
        }
        let names = try packages.names(plain, key, NameRules.isPackage, "the name of a Debian package")
        return (names.isEmpty ? [] : [.init(names: names)]) + rules
    }

    func environment(_ key: String, in mapping: NodeReader? = nil) throws(SourceError) -> [Buildpack.Variable] {
        guard let node = (mapping ?? reader).value(key) else { return [] }
        var variables: [Buildpack.Variable] = []
        for entry in try reading(node, nil, "`\(key)`").all {
            guard NameRules.isVariable(entry.key) else {
                throw reader.source.error(
                    line: entry.keyLine,
                    column: entry.keyColumn,
                    "`\(entry.key)` cannot be the name of a variable",
                    hint: "use letters, digits and underscores; the first is not a digit"
                )
            }
            variables.append(try variable(entry))
        }
        return variables
    }

    private func variable(_ entry: YAMLNode.Entry) throws(SourceError) -> Buildpack.Variable {
        if case .mapping = entry.value.content {
            let rule = try reading(entry.value, ["from", "default"], "a variable")
            return .init(
                name: entry.key,
                value: try rule.string("default") ?? "",
                sources: try sources(rule, "from")
            )
        }
        guard !entry.value.isNull else { return .init(name: entry.key, value: "") }
        return .init(name: entry.key, value: try reader.string(entry.value, entry.key))
    }

    func processes() throws(SourceError) -> [Buildpack.ProcessRule] {
        guard let node = reader.value("processes") else { return [] }
        var rules: [Buildpack.ProcessRule] = []
        for entry in try reading(node, nil, "`processes`").all {
            guard Procfile.isType(entry.key) else {
                throw reader.source.error(
                    line: entry.keyLine,
                    column: entry.keyColumn,
                    "`\(entry.key)` cannot be the name of a process type",
                    hint: "use letters, digits, dashes and underscores"
                )
            }
            let nodes = if case .list(let items) = entry.value.content { items } else { [entry.value] }
            var choices: [Buildpack.ProcessRule.Choice] = []
            for node in nodes { choices.append(try choice(node)) }
            rules.append(.init(type: entry.key, choices: choices))
        }
        return rules
    }

    private func choice(_ node: YAMLNode) throws(SourceError) -> Buildpack.ProcessRule.Choice {
        guard case .mapping = node.content else {
            return .init(command: try line(node, "command"))
        }
        let rule = try reading(node, ["when", "command"], "a process")
        guard let command = rule.value("command") else { throw rule.missing("command", "a process") }
        return .init(
            when: try ConditionReader(source: reader.source).when(in: rule),
            command: try line(command, "command")
        )
    }

    /// A text of one line: it is shown in one.
    func line(_ node: YAMLNode, _ name: String) throws(SourceError) -> String {
        let text = try reader.string(node, name).trimmed
        guard !text.isEmpty, !text.utf8.contains(where: { $0 < 0x20 }) else {
            throw reader.error(node, "`\(name)` must be one line of text")
        }
        return text
    }
}
