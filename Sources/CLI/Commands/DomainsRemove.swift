import Model
import Wire

/// The command `renga domains:remove`.
struct DomainsRemove: AppCommand {
    static let declaration = Declaration.ofApp(
        "domains:remove",
        .routing,
        30,
        "Take a domain away from an app",
        examples: ["renga domains:remove www.example.com --app myapp"]
    ).with {
        $0.removes = true
        $0.operands = "HOST"
        $0.operandsMin = 1
        $0.operandsMax = 1
    }

    let domain: DomainName

    init(_ arguments: Arguments) throws(Failure) { domain = try DomainName(typed: arguments.operands[0]) }

    func run(_ session: Session, on app: AppName) throws {
        let domains = try session.act(
            "Removing \(session.style.paint(domain.text, .name)) from \(session.style.app(app.text))",
            RemoveDomain(app: app, domain: domain)
        )
        try session.showJSON(domains)
    }
}
