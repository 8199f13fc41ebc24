/// A place in the pushed tree where a value may be written, such as a version.
package struct ValueSource: Hashable, Sendable, Codable {
    package enum Place: Hashable, Sendable, Codable {
        /// Without a comment.
        case firstLine
        /// A regular expression whose first group, or whole match, is the value.
        case pattern(String)
        /// Such as `engines.node` of a package.json.
        case path(String, in: StructuredFormat)
    }

    package var file: String
    package var place: Place
    /// The file is there to say this value: one that says none is refused, and never counts as absent.
    package var isRequired: Bool
    /// How a value is written there, with `$VALUE` in its place, such as `python-$VALUE`.
    package var example: String?
    /// Whose rules a version follows that is written there; nil: those of the version's rule.
    package var rules: VersionRules?

    package init(file: String, place: Place = .firstLine, isRequired: Bool = false, example: String? = nil) {
        self.file = file
        self.place = place
        self.isRequired = isRequired
        self.example = example
    }

    /// A value as its author would write it there.
    package func written(_ value: String) -> String {
        guard let example, let place = example.firstRange(of: "$VALUE") else { return value }
        return example[..<place.lowerBound] + value + example[place.upperBound...]
    }
}
