import Model

/// `renga people`: who is known here.
package struct ListPeople: Request {
    package typealias Answer = [PersonSummary]

    package static let name = "people"
    package static let permission = Permission.administer

    package init() {}

    package var subject: AppName? { nil }
}
