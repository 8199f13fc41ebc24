import Model

/// Reads the parts of a buildpack that are more than one value.
struct PartsReader {
    let reader: NodeReader

    private func reading(_ node: YAMLNode, _ known: [String]?, _ what: String) throws(SourceError) -> NodeReader {
        try NodeReader(node, in: reader.source, known: known, what: what)
    }

    func versions(_ key: String) throws(SourceError) -> [Buildpack.VersionRule] {
        guard let node = reader.value(key) else { return [] }
        let mapping = try reading(node, nil, "`\(key)`")
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
        let rule = try reading(entry.value, ["title", "from", "default", "rules", "aliases", "fits", "wide"], "a version")
        var version = Buildpack.VersionRule(
            toolchain: entry.key,
            title: try rule.string("title") ?? title,
            sources: try SourcesReader(source: reader.source).sources(try rule.list("from") ?? []),
            standard: try rule.string("default"),
            file: reader.source.file
        )
        version.rules = try rules(of: rule) ?? .any
        for fit in try rule.list("fits") ?? [] { version.fits.append(try VersionFitReader(source: reader.source).fit(fit)) }
        if let aliases = rule.value("aliases") { version.aliases = try texts(aliases, "`aliases`") }
        if let wide = rule.value("wide") { version.wide = try wideRange(wide) }
        return version
    }

    private func wideRange(_ node: YAMLNode) throws(SourceError) -> Buildpack.WideRange {
        let wide = try reading(node, ["warning", "hint", "unless"], "`wide`")
        guard let warning = try wide.string("warning") else { throw wide.missing("warning", "`wide`") }
        let unless = try wide.value("unless").map { node throws(SourceError) in try texts(node, "`unless`") }
        return .init(warning: warning, hint: try wide.string("hint")?.trimmed, unless: unless ?? [:])
    }

    private func texts(_ node: YAMLNode, _ what: String) throws(SourceError) -> [String: String] {
        let mapping = try reading(node, nil, what)
        var texts: [String: String] = [:]
        for entry in mapping.all { texts[entry.key] = try mapping.string(entry.value, entry.key) }
        return texts
    }

    private func rules(of node: NodeReader) throws(SourceError) -> VersionRules? {
        guard let value = node.value("rules") else { return nil }
        return try VersionFitReader(source: reader.source).rules(value, in: node)
    }

    func packages(_ key: String) throws(SourceError) -> (build: [Buildpack.PackageRule], run: [Buildpack.PackageRule]) {
        guard let node = reader.value(key) else { return ([], []) }
        let packages = try reading(node, ["build", "run"], "`\(key)`")
        return (try rules("build", in: packages), try rules("run", in: packages))
    }

    private func rules(_ key: String, in packages: NodeReader) throws(SourceError) -> [Buildpack.PackageRule] {
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

    /// - Parameter secrets: whether what is generated may be among them: that is an app's, not a step's.
    func environment(_ key: String, secrets: Bool = true) throws(SourceError) -> [Buildpack.Variable] {
        guard let node = reader.value(key) else { return [] }
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
            variables.append(try variable(entry, secrets))
        }
        return variables
    }

    private func variable(_ entry: YAMLNode.Entry, _ secrets: Bool) throws(SourceError) -> Buildpack.Variable {
        if case .mapping = entry.value.content {
            let rule = try reading(entry.value, ["from", "default", "when"] + (secrets ? ["generate"] : []), "a variable")
            let bytes = try rule.integer("generate", in: Buildpack.Variable.secretBytesAllowed).map { Int($0) }
            if bytes != nil, let other = ["from", "default"].first(where: rule.has) {
                throw rule.error(entry.value, "a variable that is generated has no `\(other)`")
            }
            return .init(
                name: entry.key,
                value: try rule.string("default") ?? "",
                sources: try SourcesReader(source: reader.source).sources(try rule.list("from") ?? []),
                when: try ConditionReader(source: reader.source).when(in: rule),
                secretBytes: bytes
            )
        }
        guard !entry.value.isNull else { return .init(name: entry.key, value: "") }
        return .init(name: entry.key, value: try reader.string(entry.value, entry.key))
    }

    func processes(_ key: String) throws(SourceError) -> [Buildpack.ProcessRule] {
        guard let node = reader.value(key) else { return [] }
        var rules: [Buildpack.ProcessRule] = []
        for entry in try reading(node, nil, "`\(key)`").all {
            guard NameRules.isProcessType(entry.key) else {
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
            return .init(command: try command(node))
        }
        let rule = try reading(node, ["when", "command"], "a process")
        guard let command = rule.value("command") else { throw rule.missing("command", "a process") }
        return .init(
            when: try ConditionReader(source: reader.source).when(in: rule),
            command: try self.command(command)
        )
    }

    /// Values of the buildpack in it (`{{app}}`) are known by their whole name from here on.
    private func command(_ node: YAMLNode) throws(SourceError) -> String {
        Buildpack.Sight.filled(try reader.line(node, "command")) { "{{\(Buildpack.Sight.qualified($0, of: reader.source.home))}}" }
    }

    func steps(_ key: String) throws(SourceError) -> [Buildpack.Step] {
        var steps: [Buildpack.Step] = []
        for node in try reader.list(key) ?? [] {
            var step = Buildpack.Step(name: "", script: "")
            try NodeReader.fill(&step, from: node, in: reader.source, Field.all, what: "a step")
            // Two steps of one name are fine only where their conditions are there to choose between them.
            if step.when == .always, steps.contains(where: { $0.name == step.name && $0.when == .always }) {
                throw reader.error(
                    node,
                    "there is a step named `\(step.name)` before this one",
                    hint: "give it another name"
                )
            }
            steps.append(step)
        }
        return steps
    }

    /// A config var's `$NAME`, or the name of a value that the buildpack has.
    private func path(_ text: String, _ node: YAMLNode, _ notice: NodeReader) throws(SourceError) -> String {
        if text.hasPrefix("$") {
            guard NameRules.isVariable(String(text.dropFirst())) else {
                throw notice.error(node, "`\(text)` is no `$NAME` of a config var")
            }
            return text
        }
        return Buildpack.Sight.qualified(text, of: reader.source.home)
    }

    /// - Parameter others: keys of a notice that are allowed beside those of each.
    func notices(_ key: String, and others: [String] = []) throws(SourceError) -> [Buildpack.Notice] {
        var notices: [Buildpack.Notice] = []
        for item in try reader.list(key) ?? [] {
            let notice = try reading(item, ["when", "message", "hint"] + others, "`\(key)`")
            guard let message = try notice.string("message") else { throw notice.missing("message", "`\(key)`") }
            var made = Buildpack.Notice(
                when: try ConditionReader(source: reader.source).when(in: notice),
                message: message.trimmed,
                hint: try notice.string("hint")?.trimmed
            )
            made.unless = try notice.strings("unless") ?? []
            if let subject = notice.value("about") {
                guard try notice.string(subject, "about") == "storage" else {
                    throw notice.error(subject, "`about` can be `storage`, and nothing else")
                }
                made.isOfStorage = true
            }
            if let writes = notice.value("writes") {
                guard made.isOfStorage else { throw notice.error(writes, "`writes` is for a warning `about: storage`") }
                made.writes = try path(notice.line(writes, "writes"), writes, notice)
            }
            notices.append(made)
        }
        return notices
    }
}
