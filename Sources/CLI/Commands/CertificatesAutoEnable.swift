import Model
import Wire

/// The command `renga certs:auto:enable`.
struct CertificatesAutoEnable: Subcommand {
    static let declaration = Declaration(
        "certs:auto:enable",
        .certificates,
        "Get the certificates of an app's domains by themselves, and renew them in time",
        examples: ["renga certs:auto:enable --app myapp"]
    ).with {
        $0.takesApp = true
        $0.notes = [
            "They come by ACME, from Let's Encrypt unless acme.directory says otherwise: the DNS has to point here first.",
            "A wildcard takes a certificate of your own: certs:add.",
        ]
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let status = try session.act(
            "Enabling automatic certificates for \(session.style.app(app.text))",
            .setAutomaticCertificates(app: app, enabled: true)
        ) { (try CertificatesAuto.read($0, session), "") }
        try session.show(status, ["See how it goes: renga certs:auto --app \(app)"])
    }
}
