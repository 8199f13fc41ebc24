import Model
import Wire

/// The command `renga certs:add`.
struct CertificatesAdd: AppCommand {
    private static let bytesMax = 131_072
    static let declaration = Declaration.ofApp(
        "certs:add",
        .certificates,
        20,
        "Add a certificate with its private key, or replace one",
        examples: [
            "renga certs:add fullchain.pem privkey.pem --app myapp",
            "cat fullchain.pem privkey.pem | ssh git@HOST certs:add --app myapp",
        ]
    ).with {
        $0.aliases = ["certs:update"]
        $0.operands = "[CHAIN.pem KEY.pem | FILE.pem | -]"
        $0.operandsMax = 2
        $0.notes = [
            "PEM: the certificate, those that signed it, and the private key, without a passphrase. Over SSH all of them",
            "come from standard input. One for the same names as an older one takes its place.",
        ]
    }

    let files: [String]

    init(_ arguments: Arguments) throws(Failure) { files = arguments.operands }

    func run(_ session: Session, on app: AppName) throws {
        guard !files.isEmpty || session.isOverSSH else {
            throw Failure(.invalid, "no certificate is given", hint: "renga certs:add CHAIN.pem KEY.pem --app \(app)")
        }
        var pem = ""
        for file in files.isEmpty ? ["-"] : files {
            let bytes = try session.contents(
                of: file,
                limit: Self.bytesMax,
                over: "cat \(files.joined(separator: " ")) | ssh git@HOST certs:add --app \(app)"
            )
            pem += String(decoding: bytes, as: UTF8.self) + "\n"
        }
        guard !pem.trimmed.isEmpty else {
            throw Failure(
                .invalid,
                "standard input has no certificate",
                hint: "cat CHAIN.pem KEY.pem | ssh git@HOST certs:add --app \(app)"
            )
        }
        let added = try session.act(
            "Adding a certificate to \(session.style.app(app.text))",
            AddCertificate(app: app, pem: pem)
        ) { ", \($0.name)" }
        try session.show(added, Certificates.details(added, now: session.now, style: session.style))
    }
}
