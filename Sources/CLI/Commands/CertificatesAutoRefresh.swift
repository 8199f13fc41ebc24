import Model
import Wire

/// The command `renga certs:auto:refresh`.
struct CertificatesAutoRefresh: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "certs:auto:refresh",
        .certificates,
        80,
        "Try now what failed before",
        examples: ["renga certs:auto:refresh --app myapp"]
    )

    func run(_ session: Session, on app: AppName) throws {
        let status = try session.act(
            "Trying the automatic certificates anew for \(session.style.app(app.text))",
            RefreshCertificates(app: app)
        )
        try session.show(status, [session.style.said("See how it goes: renga certs:auto --app \(app)")])
    }
}
