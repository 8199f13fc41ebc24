/// Somebody who is known here, as `renga people` shows them.
package struct PersonSummary: Hashable, Sendable, Codable {
    package var name: String
    package var standing: Standing
    package var keys: Int
    /// Those that they own, and those that they were let into.
    package var apps: [AppName]
    /// Who made them known; nil: it was before anybody wrote that down.
    package var addedBy: String?

    package init(name: String, standing: Standing, keys: Int, apps: [AppName], addedBy: String?) {
        self.name = name
        self.standing = standing
        self.keys = keys
        self.apps = apps
        self.addedBy = addedBy
    }
}
