import Model

/// `renga whoami`: who asks, as the platform sees it.
package struct IdentifyCaller: Request {
    package static let name = "whoami"
    package static let permission = Permission.use

    package init() {}

    package var subject: AppName? { nil }

    package struct Answer: Codable, Hashable, Sendable {
        /// `root`, or the owner of the key.
        package var name: String
        /// Of the key that the caller came in with; nil: none.
        package var fingerprint: String?

        package init(name: String, fingerprint: String? = nil) {
            self.name = name
            self.fingerprint = fingerprint
        }
    }
}
