import Model
import Wire

/// The command `renga certs:auto`.
struct CertificatesAuto: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "certs:auto",
        .certificates,
        50,
        "Show the state of automatic certificates",
        examples: ["renga certs:auto --app myapp"]
    )

    func run(_ session: Session, on app: AppName) throws {
        let status = try session.ask(ShowAutomaticCertificates(app: app))
        try session.show(status, Self.lines(status, of: app, now: session.now, style: session.style))
    }

    static func lines(_ status: AutomaticCertificates, of app: AppName, now: Int64, style: Style) -> [String] {
        guard status.enabled else {
            return [
                "Automatic certificates are off for \(style.app(app.text)).",
                style.said("Switch them on: renga certs:auto:enable --app \(app)"),
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
