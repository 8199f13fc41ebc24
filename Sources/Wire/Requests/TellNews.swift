import Model

/// Told by the builder: there is something new in the ledger, which is looked at now instead of a moment later.
package struct TellNews: AppRequest {
    package typealias Answer = Done

    package static let name = "news"
    package static let permission = Permission.platform

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
