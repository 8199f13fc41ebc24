import Model
import Wire

/// The command `renga certs:auto`.
struct CertificatesAuto: Subcommand {
    static let declaration = Declaration(
        "certs:auto",
        .certificates,
        "Show how it stands with the automatic certificates of an app",
        examples: ["renga certs:auto --app myapp"]
    ).with {
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let status = try Self.read(try session.ask(.automaticCertificates(app: app)), session)
        try session.show(status, Self.lines(status, of: app, now: session.now, style: session.style))
    }

    static func read(_ result: OperationResult, _ session: Session) throws -> AutomaticCertificates {
        guard case .automaticCertificates(let status) = result else { throw session.unexpected }
        return status
    }

    static func lines(_ status: AutomaticCertificates, of app: AppName, now: Int64, style: Style) -> [String] {
        guard status.enabled else {
            return [
                "Automatic certificates are off for \(style.app(app.text)).",
                "Switch them on: renga certs:auto:enable --app \(app)",
            ]
        }
        let rows = status.hosts.map { host in
            [host.host, host.state.rawValue, host.expires.map { TimeText.day($0, now: now) } ?? "-", note(host, now)]
        }
        return ["Automatic certificates are on for \(style.app(app.text)).", ""]
            + Columns.align([["Domain", "State", "Expires", ""]] + rows)
    }

    private static func note(_ host: AutomaticCertificates.Host, _ now: Int64) -> String {
        let next = host.next.map { TimeText.day($0, now: now) }
        switch host.state {
        case .failing: return [host.reason, next.map { "next try \($0)" }].compactMap(\.self).joined(separator: "; ")
        case .issued: return next.map { "renewed \($0)" } ?? ""
        case .pending, .added, .impossible: return host.reason ?? ""
        }
    }
}
