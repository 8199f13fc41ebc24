import Model

/// `renga plan --app APP`: what a push of a tree would do, without running anything. The tree is handed over as an open file with a tar
/// archive in it; the answer comes as bytes: a `PlanPreview` in JSON.
package struct PreviewBuild: AppRequest {
    package typealias Answer = Done

    package static let name = "previewBuild"
    /// It tells which config vars matter, and no value of any.
    package static let permission = Permission.deploy

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
