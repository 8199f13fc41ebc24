import Model
import Wire

/// The command `renga domains`.
struct Domains: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "domains",
        .routing,
        10,
        "List the domains of an app",
        examples: ["renga domains --app myapp"]
    )

    func run(_ session: Session, on app: AppName) throws {
        let domains = try session.ask(ListDomains(app: app))
        try session.show(domains, Self.lines(domains, of: app, style: session.style))
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
