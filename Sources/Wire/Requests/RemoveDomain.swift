import Model

/// `renga domains:remove`. The answer has the domains that are left.
package struct RemoveDomain: AppRequest {
    package typealias Answer = [DomainSummary]

    package static let name = "removeDomain"
    package static let permission = Permission.operate

    package var app: AppName
    package let domain: DomainName

    package init(app: AppName, domain: DomainName) {
        self.app = app
        self.domain = domain
    }

    package var activity: String? { "Remove domain \(domain)" }
}
