import Model
import Wire

/// The command `renga domains:clear`.
struct DomainsClear: Subcommand {
    static let declaration = Declaration(
        "domains:clear",
        .routing,
        "Take all domains away from an app but the one that it has by its name",
        examples: ["renga domains:clear --app myapp"]
    ).with {
        $0.removes = true
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let domains = try session.act(
            "Removing all domains from \(session.style.app(app.text))",
            .clearDomains(app: app)
        ) { (try Domains.read($0, session), "") }
        if session.json { try session.show(domains, []) }
    }
}
