import Model

/// `renga stack:update`: the app's release on the newest base system.
package struct UpgradeStack: AppRequest {
    package typealias Answer = StackUpgradeSummary

    package static let name = "upgradeStack"
    package static let permission = Permission.deploy

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package var activity: String? { "Update the stack" }
}
