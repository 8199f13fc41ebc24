import Model

/// `renga certs:auto:refresh`: tries now what failed before.
package struct RefreshCertificates: AppRequest {
    package typealias Answer = AutomaticCertificates

    package static let name = "refreshCertificates"
    package static let permission = Permission.operate

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package var activity: String? { "Ask for certificates again" }
}
