import Model
import Wire

/// The command `renga certs:auto:refresh`.
struct CertificatesAutoRefresh: Subcommand {
    static let declaration = Declaration(
        "certs:auto:refresh",
        .certificates,
        "Try now what failed before",
        examples: ["renga certs:auto:refresh --app myapp"]
    ).with {
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let status = try session.act(
            "Trying the automatic certificates anew for \(session.style.app(app.text))",
            .refreshCertificates(app: app)
        ) { (try CertificatesAuto.read($0, session), "") }
        try session.show(status, ["See how it goes: renga certs:auto --app \(app)"])
    }
}
