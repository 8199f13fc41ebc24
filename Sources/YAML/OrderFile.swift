import Model

/// `buildpacks/order.yml`: the ids of the buildpacks that are tried, in this order.
package enum OrderFile {
    package static func read(_ bytes: [UInt8], file: String) throws(SourceError) -> [String] {
        let source = SourceText(file: file, bytes: bytes)
        let reader = try NodeReader(
            try YAMLDocument.parse(bytes, file: file),
            in: source,
            known: ["order"],
            what: "the order of buildpacks"
        )
        return try reader.names("order", NameRules.isIdentifier, "the name of a buildpack")
    }
}
