import Model

/// `renga buildpacks:add`, `:set`, `:remove` and `:clear`: what builds an app, from the next push on.
package struct ChangeBuildpacks: AppRequest {
    package typealias Answer = BuildpackSettings

    package static let name = "changeBuildpacks"
    package static let permission = Permission.deploy

    package var app: AppName
    package let change: BuildpackChange

    package init(app: AppName, change: BuildpackChange) {
        self.app = app
        self.change = change
    }

    package var activity: String? { "Change the buildpacks" }
}
