import Model

/// `renga config:set` and `config:unset`: a new release.
package struct SetConfigVars: AppRequest {
    package typealias Answer = MadeRelease

    package static let name = "setConfig"
    package static let permission = Permission.deploy

    package var app: AppName
    /// nil removes a config var.
    package let changes: [String: String?]
    /// The release command is not run; nil: it is.
    package let skipsRelease: Bool?

    package init(app: AppName, changes: [String: String?], skipsRelease: Bool? = nil) {
        self.app = app
        self.changes = changes
        self.skipsRelease = skipsRelease
    }

    /// The names alone.
    package var activity: String? {
        let (set, unset) = (changes.filter { $1 != nil }.keys.sorted(), changes.filter { $1 == nil }.keys.sorted())
        return [("Set", set), ("Unset", unset)].filter { !$0.1.isEmpty }.map { "\($0) \($1.joined(separator: ", "))" }.joined(
            separator: "; "
        )
    }
}
