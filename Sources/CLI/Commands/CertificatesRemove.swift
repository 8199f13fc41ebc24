import Model
import Wire

/// The command `renga certs:remove`.
struct CertificatesRemove: Subcommand {
    static let declaration = Declaration(
        "certs:remove",
        .certificates,
        "Remove a certificate and its private key",
        examples: ["renga certs:remove 3f9a0c5b11de --app myapp", "renga certs:remove www.example.com --app myapp"]
    ).with {
        $0.removes = true
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.takesApp = true
    }

    let app: AppName?
    let name: String

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.app()
        name = arguments.operands[0]
    }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let removed = try session.act(
            "Removing the certificate \(name) from \(session.style.app(app.text))",
            .removeCertificate(app: app, name: name)
        ) { (try Certificates.one($0, session), "") }
        if session.json { try session.show(removed, []) }
    }
}
