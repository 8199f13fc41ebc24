/// What a buildpack asks of a pushed tree: data, so that deciding runs no code.
///
/// Where a file is asked for, `@ID:NAME` stands for the files of a set (`Buildpack.FileSet`) of the buildpack ID.
package indirect enum Condition: Hashable, Sendable, Codable {
    case always
    /// A path that matches the glob exists.
    case file(String)
    /// A file that matches the glob has a line, or a part, that the regular expression matches.
    case contains(file: String, pattern: String)
    /// A file has something at the path (`engines.node`, `project.*`): not null, not false, not empty. With a pattern: a text
    /// there, an element of a list or a key of an object matches it.
    case value(in: StructuredFormat, file: String, path: String, pattern: String? = nil)
    /// One of the names, which may be globs, is among the packages that the app declares; `of`: in the list of this buildpack,
    /// nil: in any.
    case dependency([String], of: String?)
    /// A value of this name, `ID:NAME`, was found.
    case known(String)
    /// The app is built by this buildpack, and the one that asks is beside it.
    case beside(String)
    case any([Condition])
    case all([Condition])
    case not(Condition)
}
