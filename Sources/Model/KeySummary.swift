/// A public key that may push.
package struct KeySummary: Hashable, Sendable, Codable {
    package var id: Int64
    package var owner: String
    package var fingerprint: String
    package var comment: String

    package init(id: Int64, owner: String, fingerprint: String, comment: String) {
        self.id = id
        self.owner = owner
        self.fingerprint = fingerprint
        self.comment = comment
    }
}
