/// A certificate as `renga certs` shows it.
package struct CertificateSummary: Hashable, Sendable, Codable {
    package var name: String
    /// What it is good for.
    package var hosts: [String]
    /// What it is served for now, of the app's domains.
    package var serves: [String]
    /// Got by ACME, and renewed by itself.
    package var automatic: Bool
    package var issuer: String
    package var selfSigned: Bool
    package var key: String
    package var validFrom: String
    package var expires: String
    package var fingerprint: String

    package init(
        _ details: CertificateDetails,
        serves: [String],
        automatic: Bool,
        text: (Int64) -> String
    ) {
        name = details.name
        hosts = details.hosts.map(\.text)
        self.serves = serves
        self.automatic = automatic
        issuer = details.issuer
        selfSigned = details.selfSigned
        key = details.key
        validFrom = text(details.notBefore * 1_000_000)
        expires = text(details.notAfter * 1_000_000)
        fingerprint = details.fingerprint
    }
}
