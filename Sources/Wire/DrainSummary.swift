/// Where an app's log goes, and how it gets there.
package struct DrainSummary: Codable, Hashable, Sendable {
    package let token: String
    /// Without what lets one in, for those who may not see it.
    package let url: String
    package let createdAt: String
    /// Since the runner began.
    package let state: DrainState?

    package init(token: String, url: String, createdAt: String, state: DrainState?) {
        self.token = token
        self.url = url
        self.createdAt = createdAt
        self.state = state
    }
}
