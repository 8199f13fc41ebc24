import Model

/// Reads what is fetched from a publisher: a download, or a source that is built.
struct ToolchainArchiveReader {
    private static let known = [
        "arch", "index", "sha256", "sha512", "strip", "file", "path", "env", "packages",
    ]
    private static let names = ["VERSION", "MAJOR", "MINOR", "ARCH", "URL"]

    private let reader: NodeReader
    private let isBuild: Bool
    private var key: String { isBuild ? "build" : "download" }

    init(_ node: YAMLNode, in source: SourceText, what: String, isBuild: Bool) throws(SourceError) {
        let own = isBuild ? ["build", "run", "minutes"] : ["download"]
        reader = try NodeReader(node, in: source, known: own + Self.known, what: what)
        self.isBuild = isBuild
    }

    func read() throws(SourceError) -> Toolchain.Archive {
        guard let node = reader.value(key) else { throw reader.missing(key, "a source") }
        var archive = Toolchain.Archive(url: try url(node, reader, key), checksum: try checksum())
        if let node = reader.value("arch") {
            let words = try NodeReader(node, in: reader.source, known: ["amd64", "arm64"], what: "`arch`")
            archive.architectures = [:]
            for entry in words.all { archive.architectures[entry.key] = try words.line(entry.value, entry.key) }
        }
        archive.index = try index()
        if archive.index == nil {
            guard case .carried = archive.checksum else {
                throw reader.missing(
                    "index",
                    "a source",
                    hint: "say where its versions are listed, or list them with their sums under `sha256`"
                )
            }
        }
        if Template(archive.url).names.contains("URL"), archive.index?.url == nil {
            throw reader.error(node, "`$URL` is what the index says, and it says none", hint: "name its field: `url:` of `index`")
        }
        archive.strip = try reader.integer("strip", in: 0...10).map { Int($0) } ?? 1
        archive.place = try place("file")
        archive.path = try reader.names("path", Self.isPlace, "a folder of the toolchain")
        if reader.value("path") == nil { archive.path = archive.place == nil ? ["bin"] : [] }
        archive.environment = try ToolchainFile.environment(reader)
        (archive.runPackages, archive.buildPackages) = try ToolchainFile.packages(reader, "packages")
        if isBuild { archive.recipe = try recipe() }
        return archive
    }

    private static func isPlace(_ path: String) -> Bool { path == "." || AppPath.isFile(path) }

    private func place(_ key: String) throws(SourceError) -> String? {
        guard let node = reader.value(key) else { return nil }
        let path = try reader.line(node, key)
        guard AppPath.isFile(path) else { throw reader.error(node, "`\(path)` cannot be a place in the toolchain") }
        return path
    }

    private func recipe() throws(SourceError) -> Toolchain.Recipe {
        guard let script = reader.value("run") else {
            throw reader.missing("run", "what is built", hint: "write `run: |` and its commands")
        }
        guard let minutes = try reader.integer("minutes", in: 1...120) else {
            throw reader.missing("minutes", "what is built", hint: "say about how long it takes on two processors")
        }
        return .init(script: try reader.script(script, "run"), minutes: Int(minutes))
    }

    /// Publishers' own URLs are HTTPS; a mirror of one's own, in config.yml, need not be.
    private func url(_ node: YAMLNode, _ reader: NodeReader, _ key: String) throws(SourceError) -> String {
        let url = try reader.line(node, key)
        guard url.hasPrefix("https://") || url == "$URL", !url.contains(" ") else {
            throw reader.error(node, "`\(key)` must be a URL that begins with https://, or `$URL`")
        }
        for name in Template(url).names where !Self.names.contains(name) {
            throw reader.error(
                node,
                "`$\(name)` stands for nothing here",
                hint: "there are \(Self.names.map { "$\($0)" }.joined(separator: ", "))"
            )
        }
        return url
    }

    private func checksum() throws(SourceError) -> Toolchain.Checksum {
        let algorithms = Toolchain.Checksum.Algorithm.allCases
        guard let algorithm = algorithms.first(where: { reader.value($0.rawValue) != nil }), let node = reader.value(algorithm.rawValue)
        else {
            throw reader.missing(
                "sha256",
                "a source",
                hint: "what comes without a sum is not used: {file: URL}, {field: NAME} or {versions: {1.0.0: SUM}}"
            )
        }
        let sum = try NodeReader(node, in: reader.source, known: ["file", "field", "versions"], what: "`\(algorithm.rawValue)`")
        if let node = sum.value("file") { return .file(algorithm, try url(node, sum, "file")) }
        if let field = try sum.string("field") { return .field(algorithm, field) }
        guard let node = sum.value("versions") else { throw sum.missing("file", "`\(algorithm.rawValue)`") }
        let versions = try NodeReader(node, in: reader.source, known: nil, what: "`versions`")
        var sums: [String: String] = [:]
        for entry in versions.all {
            let text = try versions.string(entry.value, entry.key)
            guard algorithm.isSum(text) else {
                throw versions.error(entry.value, "this is no \(algorithm.rawValue): \(algorithm.length) digits from 0 to f")
            }
            sums[entry.key] = text
        }
        return .carried(algorithm, sums)
    }

    private func index() throws(SourceError) -> Toolchain.Index? {
        guard let node = reader.value("index") else { return nil }
        let what = "`index`"
        let known = ["url", "format", "list", "each", "version", "pattern", "where", "archive", "prefer"]
        let index = try NodeReader(node, in: reader.source, known: known, what: what)
        guard let place = index.value("url") else { throw index.missing("url", what) }
        var urls: [String] = []
        if case .list(let items) = place.content {
            for item in items { urls.append(try url(item, index, "url")) }
        } else {
            urls = [try url(place, index, "url")]
        }
        guard let version = try index.string("version") else { throw index.missing("version", what, hint: "name the field that has it") }
        var result = Toolchain.Index(urls: urls, form: try form(index), version: version)
        result.pattern = try index.pattern("pattern")
        if let node = index.value("where") {
            let conditions = try NodeReader(node, in: reader.source, known: nil, what: "`where`")
            for entry in conditions.all {
                // `~`: it is not there.
                let value = entry.value.isNull ? "" : try conditions.string(entry.value, entry.key)
                result.conditions.append(.init(name: entry.key, value: value))
            }
        }
        result.url = try index.string("archive")
        result.preferred = try index.string("prefer")
        return result
    }

    private func form(_ index: NodeReader) throws(SourceError) -> Toolchain.Index.Form {
        let (list, each) = (try index.string("list"), try index.string("each"))
        let format = try index.string("format") ?? "json"
        switch format {
        case "json": return .json(list: list, each: each)
        case "json-lines": return .jsonLines(each: each)
        case "words": return .words
        default:
            throw index.error(
                index.value("format") ?? index.node,
                "`format` cannot be `\(format)`",
                hint: NearestWord.hint(for: format, among: ["json", "json-lines", "words"])
            )
        }
    }
}
