/// A place in the pushed tree where a value may be written, such as a version.
package struct ValueSource: Hashable, Sendable, Codable {
    package enum Place: Hashable, Sendable, Codable {
        /// Without a comment.
        case firstLine
        /// A regular expression whose first group, or whole match, is the value.
        case pattern(String)
        /// Such as `engines.node` of a package.json; `*` is any element or key.
        case path(String, in: StructuredFormat)
        /// That the file is there is enough.
        case name
    }

    /// A path, a glob, or a set as conditions know it. Of several files the first that has the value decides.
    package var file: String
    package var place: Place
    /// Under which it counts at all.
    package var when = Condition.always
    /// Of a value at a path: a regular expression whose first group, or whole match, counts, as in `packageManager`.
    package var part: String?
    /// The value, with `$MATCH` for what was found, and `$PATH`, `$FOLDER` (`.` is the root), `$NAME` (without its ending) and
    /// `$MODULE` (as Python imports it) for the file; nil: what was found.
    package var form: String?
    /// Where more than one file has it, none counts.
    package var isOnly = false
    /// The file is there to say this value: one that says none is refused, and never counts as absent.
    package var isRequired: Bool
    /// How a value is written there, with `$VALUE` in its place, such as `python-$VALUE`.
    package var example: String?
    /// Whose rules a version follows that is written there; nil: those of the version's rule.
    package var rules: VersionRules?

    package init(file: String, place: Place = .firstLine, form: String? = nil, isRequired: Bool = false, example: String? = nil) {
        self.file = file
        self.place = place
        self.form = form
        self.isRequired = isRequired
        self.example = example
    }

    /// A value as its author would write it there.
    package func written(_ value: String) -> String {
        guard let example, let place = example.firstRange(of: "$VALUE") else { return value }
        return example[..<place.lowerBound] + value + example[place.upperBound...]
    }

    /// The value of a match in a file.
    package func formed(_ match: String, in path: String) -> String {
        guard let form else { return match }
        let parts = path.split(separator: "/")
        let last = String(parts.last ?? "")
        let folder = parts.dropLast().joined(separator: "/")
        let name = last.lastIndex(of: ".").map { $0 > last.startIndex ? String(last[..<$0]) : last } ?? last
        let package = parts.dropLast().map(String.init) + (name == "__init__" ? [] : [name])
        return Template(form).known([
            "MATCH": match, "PATH": path, "FOLDER": folder.isEmpty ? "." : folder, "NAME": name,
            "MODULE": package.joined(separator: "."),
        ])
    }
}
