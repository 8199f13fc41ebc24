import Model

/// `renga router:status` and `router:metrics`: what the router's workers say of themselves, the one that serves first.
package struct ReportRouter: Request {
    package typealias Answer = [RouterReport]

    package static let name = "router"
    package static let permission = Permission.use

    package init() {}

    package var subject: AppName? { nil }
}
