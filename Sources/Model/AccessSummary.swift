/// Who may do what in an app, as `renga access` shows it.
package struct AccessSummary: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable { case owner, collaborator, deployKey }

    /// A person, or what a deploy key is called.
    package var name: String
    package var kind: Kind
    /// Such as `view, deploy, operate`.
    package var permissions: String
    /// When they were let in; nil: they have owned it from its first day, or since nobody knows.
    package var since: String?
    /// Of a deploy key: when it ends by itself.
    package var until: String?
    /// Of a deploy key.
    package var fingerprint: String?

    package init(
        name: String,
        kind: Kind,
        permissions: String,
        since: String? = nil,
        until: String? = nil,
        fingerprint: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.permissions = permissions
        self.since = since
        self.until = until
        self.fingerprint = fingerprint
    }
}
