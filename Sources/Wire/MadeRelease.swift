/// A release that was made.
package struct MadeRelease: Codable, Hashable, Sendable {
    package var version: Int?
    /// What it did, in Heroku's words: `Set FOO config vars`.
    package var message: String

    package init(version: Int?, message: String) {
        self.version = version
        self.message = message
    }
}
