import Model

/// `renga toolchains`, and what of them is outdated.
package struct ListToolchains: AppRequest {
    package typealias Answer = [ToolchainSummary]

    package static let name = "toolchains"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
