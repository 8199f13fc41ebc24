import Model

/// `renga slug`. The archive comes as bytes.
package struct DownloadSlug: AppRequest {
    package typealias Answer = Done

    package static let name = "slug"
    package static let permission = Permission.deploy

    package var app: AppName
    /// nil: the release that serves.
    package let version: Int?

    package init(app: AppName, version: Int?) {
        self.app = app
        self.version = version
    }

    package var activity: String? { "Download the slug" }
}
