import Model
import Wire

/// The command `renga certs:info`.
struct CertificatesInfo: AppCommand {
    static let declaration = Declaration.ofApp(
        "certs:info",
        .certificates,
        30,
        "Show what there is to know of a certificate",
        examples: ["renga certs:info www.example.com --app myapp", "renga certs:info 3f9a0c5b11de --app myapp"]
    ).with {
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = ["NAME is its name in `certs`, the beginning of its fingerprint, or a domain that it is for."]
    }

    let name: String

    init(_ arguments: Arguments) throws(Failure) { name = arguments.operands[0] }

    func run(_ session: Session, on app: AppName) throws {
        let found = try session.ask(ShowCertificate(app: app, certificate: name))
        try session.show(
            found,
            [session.style.heading("\(app) \(found.name)"), ""]
                + Certificates.details(found, now: session.now, style: session.style)
        )
    }
}
