import Model

/// `renga domains:clear`. The answer has the domains that are left.
package struct ClearDomains: AppRequest {
    package typealias Answer = [DomainSummary]

    package static let name = "clearDomains"
    package static let permission = Permission.operate

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package var activity: String? { "Remove all domains" }
}
