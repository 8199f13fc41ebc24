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

    package init(file: String, place: Place = .firstLine) {
        self.file = file
        self.place = place
    }
}
