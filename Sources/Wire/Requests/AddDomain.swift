import Model

/// `renga domains:add`. The answer has all of the app's domains.
package struct AddDomain: WholeAppRequest {
    package typealias Answer = [DomainSummary]

    package static let name = "addDomain"
    package static let permission = Permission.operate
    package static let ofPreviews = "it has the name of its branch, and no domains"

    package var app: AppName
    package let domain: DomainName

    package init(app: AppName, domain: DomainName) {
        self.app = app
        self.domain = domain
    }

    package var activity: String? { "Add domain \(domain)" }
}
