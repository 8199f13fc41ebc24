import Model
import Sandbox

/// In a network with a certificate authority of its own, build steps trust what the machine trusts.
enum BuildTrust {
    private static let path = "/usr/libexec/renga/authorities.crt"
    private static let variables = [
        "SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO",
    ]

    static func add(_ bundle: String, to cage: inout Cage) {
        guard !bundle.isEmpty else { return }
        cage.binds.append(Cage.Bind(bundle, at: path, readOnly: true))
        for name in variables where cage.environment[name] == nil { cage.environment[name] = path }
    }
}
