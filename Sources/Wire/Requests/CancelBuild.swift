import Model

/// `renga builds:cancel`: ends a build that is under way, whoever has begun it. Answered once nothing of it is left.
package struct CancelBuild: AppRequest {
    package typealias Answer = BuildSummary

    package static let name = "cancelBuild"
    package static let permission = Permission.deploy

    package var app: AppName
    /// nil: the one that is under way.
    package let number: Int64?

    package init(app: AppName, number: Int64?) {
        self.app = app
        self.number = number
    }

    package var activity: String? { number.map { "Cancel build \($0)" } ?? "Cancel the build" }
}
