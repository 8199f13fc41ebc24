/// What a certificate says of itself.
package struct CertificateDetails: Hashable, Sendable, Codable {
    /// The names that it is good for: its DNS names, of which there is at least one.
    package var hosts: [DomainName]
    /// Who signed it, as people know them: `Let's Encrypt, R11`.
    package var issuer: String
    /// Seconds since 1970.
    package var notBefore: Int64
    package var notAfter: Int64
    /// SHA-256 of the certificate, as hexadecimal digits.
    package var fingerprint: String
    /// `RSA 2048`, `ECDSA P-256`.
    package var key: String
    package var selfSigned: Bool

    package init(
        hosts: [DomainName],
        issuer: String,
        notBefore: Int64,
        notAfter: Int64,
        fingerprint: String,
        key: String,
        selfSigned: Bool
    ) {
        self.hosts = hosts
        self.issuer = issuer
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.fingerprint = fingerprint
        self.key = key
        self.selfSigned = selfSigned
    }

    /// What people call it by.
    package var name: String { String(fingerprint.prefix(12)) }

    package func covers(_ host: String) -> Bool { hosts.contains { $0.covers(host) } }
}
