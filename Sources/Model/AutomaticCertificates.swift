/// How it stands with an app's automatic certificates, as `renga certs:auto` shows it.
package struct AutomaticCertificates: Hashable, Sendable, Codable {
    package enum State: String, Sendable, Codable {
        /// There is one.
        case issued
        /// It is asked for now, or at once.
        case pending
        /// The last try failed; it is tried again.
        case failing
        /// A certificate that was added serves it.
        case added
        /// None can be had by the challenges that are in use.
        case impossible
    }

    package struct Host: Hashable, Sendable, Codable {
        package var host: String
        package var state: State
        /// When the certificate that there is expires.
        package var expires: String?
        /// Why the last try failed, or why none can be had.
        package var reason: String?
        /// When it is tried or renewed next.
        package var next: String?

        package init(_ host: String, _ state: State, expires: String? = nil, reason: String? = nil, next: String? = nil) {
            self.host = host
            self.state = state
            self.expires = expires
            self.reason = reason
            self.next = next
        }
    }

    package var enabled: Bool
    package var hosts: [Host]

    package init(enabled: Bool, hosts: [Host]) {
        self.enabled = enabled
        self.hosts = hosts
    }
}
