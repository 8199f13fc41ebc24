import Model
import Wire

/// The command `renga certs:auto:disable`.
struct CertificatesAutoDisable: Subcommand {
    static let declaration = Declaration(
        "certs:auto:disable",
        .certificates,
        "Get no more certificates by themselves",
        examples: ["renga certs:auto:disable --app myapp"]
    ).with {
        $0.removes = true
        $0.takesApp = true
        $0.notes = ["Those that are there go on until they expire, or until certs:remove."]
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let status = try session.act(
            "Disabling automatic certificates for \(session.style.app(app.text))",
            .setAutomaticCertificates(app: app, enabled: false)
        ) { (try CertificatesAuto.read($0, session), "") }
        if session.json { try session.show(status, []) }
    }
}
