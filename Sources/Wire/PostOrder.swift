import Model

/// What the runner tells `renga-drain post`, as one line of JSON on its standard input.
package struct PostOrder: Codable, Hashable, Sendable {
    package var url: DrainURL
    /// `Name: value`.
    package var headers: [String]
    package var body: String
    package var settings: Configuration.OutgoingSettings

    package init(url: DrainURL, headers: [String], body: String, settings: Configuration.OutgoingSettings) {
        self.url = url
        self.headers = headers
        self.body = body
        self.settings = settings
    }
}
