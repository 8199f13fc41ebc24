import Model

/// A buildpack as a YAML file.
package enum BuildpackFile {
    /// - Parameter file: as people know it, such as `buildpacks/python.yml`; the id is its last part without `.yml`.
    package static func read(_ bytes: [UInt8], file: String) throws(SourceError) -> Buildpack {
        let source = SourceText(file: file, bytes: bytes)
        var buildpack = Buildpack(id: try identifier(file, source), name: "", file: file, detect: .always)
        try NodeReader.fill(&buildpack, from: try YAMLDocument.parse(bytes, file: file), in: source, Field.all, what: "a buildpack")
        return buildpack
    }

    private static func identifier(_ file: String, _ source: SourceText) throws(SourceError) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        let id = source.home
        guard NameRules.isIdentifier(id), id != Buildpack.none.id, id != "order" else {
            throw source.error(line: 1, column: 1, "`\(last)` cannot be the name of a buildpack's file")
        }
        return id
    }
}

extension SourceText {
    /// The id of the buildpack whose file it is.
    var home: String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.hasSuffix(".yml") ? String(last.dropLast(4)) : last
    }
}
