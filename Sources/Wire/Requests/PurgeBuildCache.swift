import Model

/// `renga builds:cache:purge`: the next build begins with nothing.
package struct PurgeBuildCache: AppRequest {
    package static let name = "purgeBuildCache"
    package static let permission = Permission.deploy

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package var activity: String? { "Purge the build cache" }

    package struct Answer: Codable, Sendable, Hashable {
        package var bytesFreed: Int64

        package init(bytesFreed: Int64) { self.bytesFreed = bytesFreed }
    }
}
