/// What a buildpack asks of a pushed tree: data, so that deciding runs no code.
package indirect enum Condition: Hashable, Sendable, Codable {
    case always
    /// A path that matches the glob exists.
    case file(String)
    /// A file that matches the glob has a line, or a part, that the regular expression matches.
    case contains(file: String, pattern: String)
    /// The file has something at the path (`engines.node`): not null, not false, not empty.
    case value(in: StructuredFormat, file: String, path: String)
    case any([Condition])
    case all([Condition])
    case not(Condition)
}
