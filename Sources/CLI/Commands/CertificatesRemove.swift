import Model
import Wire

/// The command `renga certs:remove`.
struct CertificatesRemove: AppCommand {
    static let declaration = Declaration.ofApp(
        "certs:remove",
        .certificates,
        40,
        "Remove a certificate and its private key",
        examples: ["renga certs:remove 3f9a0c5b11de --app myapp", "renga certs:remove www.example.com --app myapp"]
    ).with {
        $0.removes = true
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
    }

    let name: String

    init(_ arguments: Arguments) throws(Failure) { name = arguments.operands[0] }

    func run(_ session: Session, on app: AppName) throws {
        let removed = try session.act(
            "Removing the certificate \(name) from \(session.style.app(app.text))",
            RemoveCertificate(app: app, certificate: name)
        )
        try session.showJSON(removed)
    }
}
