import Model
import Wire

/// The command `renga certs`.
struct Certificates: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "certs",
        .certificates,
        10,
        "List the certificates of an app",
        examples: ["renga certs --app myapp"]
    )

    func run(_ session: Session, on app: AppName) throws {
        let certificates = try session.ask(ListCertificates(app: app))
        try session.show(certificates, Self.lines(certificates, of: app, now: session.now, style: session.style))
    }

    static func lines(_ certificates: [CertificateSummary], of app: AppName, now: Int64, style: Style) -> [String] {
        guard !certificates.isEmpty else {
            return [
                "\(style.app(app.text)) has no certificates.",
                style.said("Add one: renga certs:add CHAIN.pem KEY.pem --app \(app)"),
                style.said("Or get them automatically: renga certs:auto:enable --app \(app)"),
            ]
        }
        let rows = certificates.map { certificate in
            [
                certificate.name, certificate.hosts.joined(separator: ", "), TimeText.day(certificate.expires, now: now),
                certificate.automatic ? "automatic" : "added",
                certificate.serves.isEmpty ? "-" : certificate.serves.joined(separator: ", "),
            ]
        }
        return [style.heading("\(app) Certificates"), ""]
            + Columns.align([["Name", "Domains", "Expires", "Type", "Serves"]] + rows)
    }

    static func details(_ certificate: CertificateSummary, now: Int64, style: Style) -> [String] {
        let pairs: [(name: String, value: String)] = [
            ("Domains", certificate.hosts.joined(separator: "\n")),
            ("Expires", TimeText.day(certificate.expires, now: now)),
            ("Fingerprint", "SHA-256 \(certificate.fingerprint)"),
            ("Issuer", certificate.issuer + (certificate.selfSigned ? " (self-signed)" : "")),
            ("Key", certificate.key),
            ("Serves", certificate.serves.isEmpty ? "none of the app's domains" : certificate.serves.joined(separator: "\n")),
            ("Type", certificate.automatic ? "automatic" : "added"),
            ("Valid from", TimeText.day(certificate.validFrom, now: now)),
        ]
        return Columns.pairs(pairs, style: style)
    }
}
