import Model

/// `renga certs:auto`.
package struct ShowAutomaticCertificates: AppRequest {
    package typealias Answer = AutomaticCertificates

    package static let name = "automaticCertificates"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
