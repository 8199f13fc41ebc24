import Model

/// What the runner tells `renga-drain`, as one line of JSON on its standard input. Lines of the log follow; what became of them comes
/// back on standard output, a `DrainReport` a line.
package struct DrainOrder: Codable, Hashable, Sendable {
    package var url: DrainURL
    package var token: String
    package var settings: Configuration.OutgoingSettings

    package init(url: DrainURL, token: String, settings: Configuration.OutgoingSettings) {
        self.url = url
        self.token = token
        self.settings = settings
    }
}
