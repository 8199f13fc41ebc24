import Model

/// `renga certs:add`.
package struct AddCertificate: WholeAppRequest {
    package typealias Answer = CertificateSummary

    package static let name = "addCertificate"
    package static let permission = Permission.operate
    package static let ofPreviews = "it is served with the certificate of the installation's wildcard"

    package var app: AppName
    /// A chain and its private key.
    package let pem: String

    package init(app: AppName, pem: String) {
        self.app = app
        self.pem = pem
    }

    package var activity: String? { "Add a certificate" }
}
