import Model

/// `renga domains`.
package struct ListDomains: AppRequest {
    package typealias Answer = [DomainSummary]

    package static let name = "domains"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
