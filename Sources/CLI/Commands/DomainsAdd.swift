import Model
import Wire

/// The command `renga domains:add`.
struct DomainsAdd: AppCommand {
    static let declaration = Declaration.ofApp(
        "domains:add",
        .routing,
        20,
        "Serve an app under a domain of your own",
        examples: ["renga domains:add www.example.com --app myapp", "renga domains:add '*.example.com' --app myapp"]
    ).with {
        $0.operands = "HOST"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = [
            "Its DNS record is yours to set: a CNAME of the app's own name. *.example.com stands for every name below",
            "example.com that has no closer owner. A domain belongs to one app.",
        ]
    }

    let domain: DomainName

    init(_ arguments: Arguments) throws(Failure) { domain = try DomainName(typed: arguments.operands[0]) }

    func run(_ session: Session, on app: AppName) throws {
        let domains = try session.act(
            "Adding \(session.style.paint(domain.text, .name)) to \(session.style.app(app.text))",
            AddDomain(app: app, domain: domain)
        )
        if !domain.text.contains(".") {
            try session.streams.complain(["`\(domain.text)` is one word: only a network that knows it by itself leads there."])
        }
        let added = domains.first { $0.host == domain.text }
        try session.show(domains, Self.next(added))
    }

    private static func next(_ domain: DomainSummary?) -> [String] {
        guard let domain, let target = domain.target, let record = domain.recordType else { return [] }
        return ["Set its DNS record to serve it: \(domain.host)  \(record)  \(target)"]
    }
}
