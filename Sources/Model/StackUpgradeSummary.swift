/// What came of `renga stack:update` for an app.
package struct StackUpgradeSummary: Hashable, Sendable, Codable {
    package var app: AppName
    /// The release that was made; nil: nothing had to be done.
    package var version: Int?
    /// Nothing was pushed to it yet.
    package var isEmpty: Bool

    package init(app: AppName, version: Int? = nil, isEmpty: Bool = false) {
        self.app = app
        self.version = version
        self.isEmpty = isEmpty
    }
}
