/// A place in the pushed tree where a value may be written, such as a version.
package struct ValueSource: Hashable, Sendable, Codable {
    package var file: String
    /// A regular expression whose first group, or whole match, is the value. Nil: the first line that is not a comment.
    package var pattern: String?
    /// A path in a JSON file, such as `engines.node`.
    package var json: String?

    package init(file: String, pattern: String? = nil, json: String? = nil) {
        self.file = file
        self.pattern = pattern
        self.json = json
    }
}
