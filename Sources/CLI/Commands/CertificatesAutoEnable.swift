import Model
import Wire

/// The command `renga certs:auto:enable`.
struct CertificatesAutoEnable: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "certs:auto:enable",
        .certificates,
        60,
        "Get and renew the certificates of an app's domains automatically",
        examples: ["renga certs:auto:enable --app myapp"]
    ).with {
        $0.notes = [
            "They come by ACME, from Let's Encrypt unless acme.directory says otherwise: the DNS has to point here first.",
            "A wildcard takes a certificate of your own: certs:add.",
        ]
    }

    func run(_ session: Session, on app: AppName) throws {
        let status = try session.act(
            "Enabling automatic certificates for \(session.style.app(app.text))",
            SetAutomaticCertificates(app: app, enabled: true)
        )
        try session.show(status, [session.style.said("See how it goes: renga certs:auto --app \(app)")])
    }
}
