import Model

/// `renga certs`.
package struct ListCertificates: AppRequest {
    package typealias Answer = [CertificateSummary]

    package static let name = "certificates"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
