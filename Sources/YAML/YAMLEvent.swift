/// One event of libyaml's parser, as a value.
struct YAMLEvent {
    enum Kind {
        case documentStart, documentEnd
        case alias(String)
        case scalar(String, plain: Bool)
        case listStart, listEnd
        case mappingStart, mappingEnd
    }

    let kind: Kind
    let anchor: String?
    let tag: String?
    /// 1-based.
    let line: Int
    /// 1-based, in Unicode scalars.
    let column: Int
}
