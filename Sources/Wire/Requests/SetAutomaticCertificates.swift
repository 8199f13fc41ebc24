import Model

/// `renga certs:auto:enable` and `certs:auto:disable`.
package struct SetAutomaticCertificates: WholeAppRequest {
    package typealias Answer = AutomaticCertificates

    package static let name = "setAutomaticCertificates"
    package static let permission = Permission.operate
    package static let ofPreviews = "no certificate is ordered for it: the one of the installation's wildcard is good for it"

    package var app: AppName
    package let enabled: Bool

    package init(app: AppName, enabled: Bool) {
        self.app = app
        self.enabled = enabled
    }

    package var activity: String? { "\(enabled ? "Enable" : "Disable") automatic certificates" }
}
