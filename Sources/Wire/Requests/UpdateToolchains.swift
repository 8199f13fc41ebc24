import Model

/// `renga toolchains:update`: the next push chooses anew.
package struct UpdateToolchains: AppRequest {
    package typealias Answer = [ToolchainSummary]

    package static let name = "updateToolchains"
    package static let permission = Permission.deploy

    package var app: AppName
    /// None: all.
    package let toolchains: [String]

    package init(app: AppName, toolchains: [String]) {
        self.app = app
        self.toolchains = toolchains
    }

    package var activity: String? { "Update toolchains" }
}
