import Model

/// `renga rollback`: a new release with the slug and the config vars of an old one.
package struct RollBackApp: AppRequest {
    package typealias Answer = MadeRelease

    package static let name = "rollback"
    package static let permission = Permission.deploy

    package var app: AppName
    /// nil: the one before the current that can run.
    package let version: Int?
    /// The release command is not run; nil: it is.
    package let skipsRelease: Bool?

    package init(app: AppName, version: Int?, skipsRelease: Bool? = nil) {
        self.app = app
        self.version = version
        self.skipsRelease = skipsRelease
    }

    package var activity: String? { version.map { "Rollback to v\($0)" } ?? "Rollback" }
}
