import Model

/// `renga builds:create`: builds and deploys once more what was pushed last. What a pusher would read comes as bytes.
package struct CreateBuild: AppRequest {
    package static let name = "createBuild"
    package static let permission = Permission.deploy

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package var activity: String? { "Build again" }

    package struct Answer: Codable, Sendable, Hashable {
        /// nil: none was begun; why was said.
        package var build: BuildSummary?
        /// Of the program that builds: 0 where it is released.
        package var exitStatus: Int32

        package init(build: BuildSummary?, exitStatus: Int32) {
            self.build = build
            self.exitStatus = exitStatus
        }
    }
}
