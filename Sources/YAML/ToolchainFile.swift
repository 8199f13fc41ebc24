import Model

/// A toolchain as a YAML file.
package enum ToolchainFile {
    /// - Parameter file: such as `toolchains/nodejs.yml`; the name is its last part without `.yml`.
    package static func read(_ bytes: [UInt8], file: String) throws(SourceError) -> Toolchain {
        let source = SourceText(file: file, bytes: bytes)
        let last = file.split(separator: "/").last.map(String.init) ?? file
        let name = last.hasSuffix(".yml") ? String(last.dropLast(4)) : last
        guard NameRules.isIdentifier(name) else {
            throw source.error(line: 1, column: 1, "`\(last)` cannot be the name of a toolchain's file")
        }
        let reader = try NodeReader(
            try YAMLDocument.parse(bytes, file: file),
            in: source,
            known: ["title", "use", "sources"],
            what: "a toolchain"
        )
        guard let title = reader.value("title") else {
            throw reader.missing("title", "a toolchain", hint: "write `title: Node.js`, as it is shown in a push")
        }
        var toolchain = Toolchain(name: name, title: try reader.line(title, "title"), file: file)
        if let use = reader.value("use") {
            let word = try reader.string(use, "use")
            guard ["run", "build"].contains(word) else {
                throw reader.error(use, "`use` cannot be `\(word)`", hint: "write build where dynos have no need of it, else run")
            }
            toolchain.isForBuilds = word == "build"
        }
        guard let sources = try reader.list("sources"), !sources.isEmpty else {
            throw reader.missing("sources", "a toolchain", hint: "write where it comes from: packages, a download, or a build")
        }
        for node in sources { toolchain.sources.append(try self.source(node, source)) }
        return toolchain
    }

    private static func source(_ node: YAMLNode, _ text: SourceText) throws(SourceError) -> Toolchain.Source {
        let what = "a source of a toolchain"
        guard case .mapping(let entries) = node.content, let first = entries.first?.key else {
            throw text.error(line: node.line, column: node.column, "\(what) begins with `packages:`, `download:` or `build:`")
        }
        switch first {
        case "packages":
            let reader = try NodeReader(node, in: text, known: ["packages", "version", "patches", "env"], what: what)
            var packages = Toolchain.Packages()
            (packages.run, packages.build) = try Self.packages(reader, "packages")
            packages.environment = try environment(reader)
            packages.witness = try reader.string("version")
            if let node = reader.value("patches") {
                let patches = try NodeReader(node, in: text, known: nil, what: "`patches`")
                for entry in patches.all { packages.patches[entry.key] = try patches.string(entry.value, entry.key) }
            }
            return .packages(packages)
        case "download", "build":
            return .archive(try ToolchainArchiveReader(node, in: text, what: what, isBuild: first == "build").read())
        default:
            throw text.error(
                line: node.line,
                column: node.column,
                "\(what) begins with `packages:`, `download:` or `build:`, not with `\(first):`"
            )
        }
    }

    /// Names of Debian packages, in which `$MAJOR` and the like may stand.
    static func packages(_ reader: NodeReader, _ key: String) throws(SourceError) -> (run: [String], build: [String]) {
        guard let node = reader.value(key) else { return ([], []) }
        let packages = try NodeReader(node, in: reader.source, known: ["run", "build"], what: "`\(key)`")
        let values = Template.values(of: "1.2.3")
        let rule = { (name: String) in Template(name).filled(values).map(NameRules.isPackage) ?? false }
        let what = "the name of a Debian package"
        return (try packages.names("run", rule, what), try packages.names("build", rule, what))
    }

    static func environment(_ reader: NodeReader) throws(SourceError) -> [Toolchain.Variable] {
        try PartsReader(reader: reader).environment("env").map { Toolchain.Variable(name: $0.name, value: $0.value) }
    }
}
