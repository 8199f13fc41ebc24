/// A public key that may push.
package struct KeySummary: Hashable, Sendable, Codable {
    package var id: Int64
    package var owner: String
    package var fingerprint: String
    package var comment: String
    /// Of a deploy key: the only app that it is for.
    package var app: AppName?
    /// When it ends by itself.
    package var until: String?
    /// A team's list brought it; nil: it was added by hand.
    package var isSynced: Bool?

    package init(
        id: Int64,
        owner: String,
        fingerprint: String,
        comment: String,
        app: AppName? = nil,
        until: String? = nil
    ) {
        self.app = app
        self.until = until
        self.id = id
        self.owner = owner
        self.fingerprint = fingerprint
        self.comment = comment
    }
}
