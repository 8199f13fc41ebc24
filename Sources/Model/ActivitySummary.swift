/// Something that somebody changed, as `renga activity` shows it.
package struct ActivitySummary: Hashable, Sendable, Codable {
    package var at: String
    package var app: String?
    package var person: String
    /// The address that they came from; nil: they were on the machine.
    package var origin: String?
    /// Such as `Scale web=2`.
    package var what: String

    package init(at: String, app: String?, person: String, origin: String?, what: String) {
        self.at = at
        self.app = app
        self.person = person
        self.origin = origin
        self.what = what
    }
}
