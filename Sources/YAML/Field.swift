import Model

/// A key of a mapping and what it sets, so that the keys that are known and those that are read are one list.
struct Field<Thing> {
    typealias Read = (NodeReader, String, inout Thing) throws(SourceError) -> Void

    let name: String
    let isRequired: Bool
    /// What to write where it is required and not there.
    let hint: String?
    let read: Read

    static func required(_ name: String, hint: String? = nil, _ read: @escaping Read) -> Field {
        Field(name: name, isRequired: true, hint: hint, read: read)
    }

    static func optional(_ name: String, _ read: @escaping Read) -> Field {
        Field(name: name, isRequired: false, hint: nil, read: read)
    }

    /// The same of something that has the thing.
    func of<Whole>(_ path: WritableKeyPath<Whole, Thing>) -> Field<Whole> {
        Field<Whole>(name: name, isRequired: isRequired, hint: hint) { (reader, name, whole) throws(SourceError) in
            try read(reader, name, &whole[keyPath: path])
        }
    }
}

extension NodeReader {
    /// Fills a thing from a mapping that has keys of `fields` and no others.
    ///
    /// - Parameter what: what the mapping is, for errors: `a step`.
    static func fill<Thing>(
        _ thing: inout Thing,
        from node: YAMLNode,
        in source: SourceText,
        _ fields: [Field<Thing>],
        what: String
    ) throws(SourceError) {
        let reader = try NodeReader(node, in: source, known: fields.map(\.name), what: what)
        for field in fields where field.isRequired && reader.value(field.name) == nil {
            throw reader.missing(field.name, what, hint: field.hint)
        }
        for field in fields { try field.read(reader, field.name, &thing) }
    }
}
