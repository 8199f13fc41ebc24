import Model

/// `renga buildpacks` of an app.
package struct ListBuildpacks: AppRequest {
    package typealias Answer = BuildpackSettings

    package static let name = "buildpacks"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
