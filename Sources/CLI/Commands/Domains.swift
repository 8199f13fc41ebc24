import Model
import Wire

/// The command `renga domains`.
struct Domains: Subcommand {
    static let declaration = Declaration(
        "domains",
        .routing,
        "List the domains of an app",
        examples: ["renga domains --app myapp"]
    ).with {
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let domains = try Self.read(try session.ask(.domains(app: app)), session)
        try session.show(domains, Self.lines(domains, of: app, style: session.style))
    }

    static func read(_ result: OperationResult, _ session: Session) throws -> [DomainSummary] {
        guard case .domains(let domains) = result else { throw session.unexpected }
        return domains
    }

    static func lines(_ domains: [DomainSummary], of app: AppName, style: Style) -> [String] {
        let own = domains.filter { !$0.custom }.map(\.host)
        let custom = domains.filter(\.custom)
        let lines = [style.heading("\(app) Renga Domain")] + own
        guard !custom.isEmpty else { return lines }
        let rows = custom.map { [$0.host, $0.recordType ?? "", $0.target ?? ""] }
        let hasRecords = custom.contains { $0.target != nil }
        let head = hasRecords ? [["Domain Name", "DNS Record Type", "DNS Target"]] : [["Domain Name"]]
        return lines + ["", style.heading("\(app) Custom Domains")] + Columns.align(head + rows)
    }
}
