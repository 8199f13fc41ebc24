/// The `acme:` part of `config.yml`: who gives automatic certificates, and how they are asked for.
package struct ACMESettings: Hashable, Sendable, Codable {
    package enum Challenge: String, Hashable, Sendable, Codable, CaseIterable {
        /// A file that the router serves on port 80.
        case http = "http-01"
        /// A certificate that the router shows on port 443.
        case tls = "tls-alpn-01"
    }

    package var directory = "https://acme-v02.api.letsencrypt.org/directory"
    package var email = ""
    package var agreeToTerms = false
    package var challenge = Challenge.http
    package var keyAlgorithm = "prime256v1"
    /// CA certificates that the ACME server's own certificate is checked against; empty: the machine's.
    package var caFile = ""
    /// For one certificate.
    package var secondsMax = 300

    package init() {}
}
