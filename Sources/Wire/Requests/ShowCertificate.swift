import Model

/// `renga certs:info`.
package struct ShowCertificate: AppRequest {
    package typealias Answer = CertificateSummary

    package static let name = "certificate"
    package static let permission = Permission.view

    package var app: AppName
    /// The beginning of its fingerprint, or a name that it is good for.
    package let certificate: String

    package init(app: AppName, certificate: String) {
        self.app = app
        self.certificate = certificate
    }
}
