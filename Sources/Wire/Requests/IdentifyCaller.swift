import Model

/// `renga whoami`: who asks, as the platform sees it.
package struct IdentifyCaller: Request {
    package static let name = "whoami"
    package static let permission = Permission.identify

    package init() {}

    package var subject: AppName? { nil }

    package struct Answer: Codable, Hashable, Sendable {
        /// `root`, or the owner of the key.
        package var name: String
        /// Of the key that the caller came in with; nil: none.
        package var fingerprint: String?
        /// nil: root.
        package var standing: Standing?
        /// Those of theirs, and those that they were let into; of a deploy key: the one it is for. nil: all.
        package var apps: [AppName]?

        package init(name: String, fingerprint: String? = nil, standing: Standing? = nil, apps: [AppName]? = nil) {
            self.standing = standing
            self.apps = apps
            self.name = name
            self.fingerprint = fingerprint
        }
    }
}
