import Model

/// `renga certs:auto:enable` and `certs:auto:disable`.
package struct SetAutomaticCertificates: AppRequest {
    package typealias Answer = AutomaticCertificates

    package static let name = "setAutomaticCertificates"
    package static let permission = Permission.operate

    package var app: AppName
    package let enabled: Bool

    package init(app: AppName, enabled: Bool) {
        self.app = app
        self.enabled = enabled
    }

    package var activity: String? { "\(enabled ? "Enable" : "Disable") automatic certificates" }
}
