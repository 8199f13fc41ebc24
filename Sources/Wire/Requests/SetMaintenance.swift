import Model

/// `renga maintenance:on` and `maintenance:off`.
package struct SetMaintenance: AppRequest {
    package typealias Answer = RoutingSummary

    package static let name = "setMaintenance"
    package static let permission = Permission.operate

    package var app: AppName
    package let isOn: Bool
    /// HTML; nil: the router's own page.
    package let page: String?

    package init(app: AppName, isOn: Bool, page: String?) {
        self.app = app
        self.isOn = isOn
        self.page = page
    }

    package var activity: String? { "Maintenance mode \(isOn ? "on" : "off")" }
}
