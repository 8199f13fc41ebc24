import Model
import Wire

/// The command `renga certs:auto:disable`.
struct CertificatesAutoDisable: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "certs:auto:disable",
        .certificates,
        70,
        "Stop getting certificates automatically",
        examples: ["renga certs:auto:disable --app myapp"]
    ).with {
        $0.removes = true
        $0.notes = ["Those that are there go on until they expire, or until certs:remove."]
    }

    func run(_ session: Session, on app: AppName) throws {
        let status = try session.act(
            "Disabling automatic certificates for \(session.style.app(app.text))",
            SetAutomaticCertificates(app: app, enabled: false)
        )
        try session.showJSON(status)
    }
}
