import Model

/// `renga builds:info`.
package struct DescribeBuild: AppRequest {
    package typealias Answer = BuildSummary

    package static let name = "build"
    package static let permission = Permission.view

    package var app: AppName
    package let build: BuildName

    package init(app: AppName, build: BuildName) {
        self.app = app
        self.build = build
    }
}
