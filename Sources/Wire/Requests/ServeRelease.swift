import Model

/// Asked by the builder: waits until the router serves a committed deploy.
package struct ServeRelease: AppRequest {
    package static let name = "serve"
    package static let permission = Permission.platform

    package var app: AppName
    package let deploy: Int64

    package init(app: AppName, deploy: Int64) {
        self.app = app
        self.deploy = deploy
    }

    package struct Answer: Codable, Sendable, Hashable {
        package var version: Int?
        /// Where it is served.
        package var url: String

        package init(version: Int?, url: String) {
            self.version = version
            self.url = url
        }
    }
}
