import Model

/// A stack as a YAML file.
package enum StackFile {
    private static let keys = ["name", "title", "suite", "mirror", "packages", "toolchains", "heroku"]

    package static func read(_ bytes: [UInt8], file: String) throws(SourceError) -> StackDefinition {
        let source = SourceText(file: file, bytes: bytes)
        let reader = try NodeReader(try YAMLDocument.parse(bytes, file: file), in: source, known: keys, what: "a stack")
        guard let node = reader.value("name") else { throw reader.missing("name", "a stack") }
        let name = try reader.string(node, "name")
        guard NameRules.isIdentifier(name) else {
            throw reader.error(node, "`\(name)` cannot be the name of a stack", hint: "write one like debian-13")
        }
        guard let suiteNode = reader.value("suite") else {
            throw reader.missing("suite", "a stack", hint: "write Debian's name of the release: `suite: trixie`")
        }
        let suite = try reader.string(suiteNode, "suite")
        guard NameRules.isIdentifier(suite) else { throw reader.error(suiteNode, "`\(suite)` is not a Debian release") }
        var toolchains: [String: [String]] = [:]
        if let node = reader.value("toolchains") {
            let mapping = try NodeReader(node, in: source, known: nil, what: "`toolchains`")
            for entry in mapping.all { toolchains[entry.key] = try mapping.strings(entry.key) ?? [] }
        }
        var stack = StackDefinition(
            name: name,
            title: try reader.string("title") ?? name,
            suite: suite,
            mirror: try mirror(reader),
            packages: try reader.names("packages", NameRules.isPackage, "the name of a Debian package"),
            toolchains: toolchains
        )
        if let node = reader.value("heroku") { stack.heroku = try reader.line(node, "heroku") }
        return stack
    }

    private static func mirror(_ reader: NodeReader) throws(SourceError) -> String? {
        guard let node = reader.value("mirror") else { return nil }
        let url = try reader.string(node, "mirror")
        guard ["http://", "https://", "file:///"].contains(where: url.hasPrefix), !url.contains(" ") else {
            throw reader.error(node, "`mirror` must be a URL that begins with http:// or https://")
        }
        return url
    }
}
