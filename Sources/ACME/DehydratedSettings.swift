import Model
import Wire

/// The configuration of dehydrated, which is read by a shell.
package struct DehydratedSettings {
    /// For one request to the ACME server.
    private static let requestSecondsMax = 60
    private static let keyAlgorithms = ["prime256v1", "secp384r1", "rsa"]

    private let order: ACMEOrder

    package init(_ order: ACMEOrder) { self.order = order }

    package func text() throws(Failure) -> String {
        let settings = order.settings
        guard Self.keyAlgorithms.contains(settings.keyAlgorithm) else {
            throw Failure(
                .invalid,
                "acme.key_algorithm cannot be `\(settings.keyAlgorithm)`",
                hint: "it is one of \(Self.keyAlgorithms.joined(separator: ", "))"
            )
        }
        var curl = ["--max-time", "\(Self.requestSecondsMax)"]
        if !settings.caFile.isEmpty {
            // dehydrated cuts its options for curl at blanks.
            guard !settings.caFile.contains(where: \.isWhitespace) else {
                throw Failure(.invalid, "acme.ca_file has a blank in it: `\(settings.caFile)`", hint: "link it to another name")
            }
            curl += ["--cacert", settings.caFile]
        }
        let values = [
            ("BASEDIR", order.root.acme), ("CA", settings.directory), ("CHALLENGETYPE", settings.challenge.rawValue),
            ("WELLKNOWN", order.root.acmeChallenges), ("ALPNCERTDIR", order.root.acmeALPN), ("KEY_ALGO", settings.keyAlgorithm),
            ("KEYSIZE", "2048"), ("CONTACT_EMAIL", settings.email), ("CURL_OPTS", curl.joined(separator: " ")),
            ("PRIVATE_KEY_RENEW", "yes"), ("HOOK", ""), ("CONFIG_D", ""), ("DOMAINS_D", ""), ("OCSP_FETCH", "no"),
        ]
        var lines = ["# Made by renga-acme before each run; an edit here is lost."]
        for (name, value) in values { lines.append("\(name)=\(try Self.quoted(value))") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ value: String) throws(Failure) -> String {
        guard value.unicodeScalars.allSatisfy({ $0 != "'" && $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw Failure(.invalid, "`\(value)` has a quote or a control character in it", hint: "look at `acme` in config.yml")
        }
        return "'\(value)'"
    }
}
