import Model

/// `renga certs:remove`. The answer is what was removed.
package struct RemoveCertificate: AppRequest {
    package typealias Answer = CertificateSummary

    package static let name = "removeCertificate"
    package static let permission = Permission.operate

    package var app: AppName
    /// The beginning of its fingerprint, or a name that it is good for.
    package let certificate: String

    package init(app: AppName, certificate: String) {
        self.app = app
        self.certificate = certificate
    }

    package var activity: String? { "Remove certificate \(certificate)" }
}
