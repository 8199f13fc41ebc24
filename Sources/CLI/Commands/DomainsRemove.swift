import Model
import Wire

/// The command `renga domains:remove`.
struct DomainsRemove: Subcommand {
    static let declaration = Declaration(
        "domains:remove",
        .routing,
        "Take a domain away from an app",
        examples: ["renga domains:remove www.example.com --app myapp"]
    ).with {
        $0.removes = true
        $0.operands = "HOST"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.takesApp = true
    }

    let app: AppName?
    let domain: DomainName

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.app()
        domain = try DomainName(typed: arguments.operands[0])
    }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let domains = try session.act(
            "Removing \(session.style.paint(domain.text, .name)) from \(session.style.app(app.text))",
            .removeDomain(app: app, domain: domain)
        ) { (try Domains.read($0, session), "") }
        if session.json { try session.show(domains, []) }
    }
}
