import Model

/// `renga config:edit`: the config vars become these, unless somebody has changed them since they were shown.
package struct EditConfigVars: AppRequest {
    package typealias Answer = MadeRelease

    package static let name = "editConfig"
    package static let permission = Permission.deploy

    package var app: AppName
    /// Those of which release were edited.
    package let base: Int
    /// All that there are to be.
    package let vars: [String: String]
    /// The release command is not run; nil: it is.
    package let skipsRelease: Bool?

    package init(app: AppName, base: Int, vars: [String: String], skipsRelease: Bool? = nil) {
        self.app = app
        self.base = base
        self.vars = vars
        self.skipsRelease = skipsRelease
    }

    package var activity: String? { "Edit config vars" }
}
