import Model
import Wire

/// The command `renga domains:clear`.
struct DomainsClear: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "domains:clear",
        .routing,
        40,
        "Take all domains away from an app but the one that it has by its name",
        examples: ["renga domains:clear --app myapp"]
    ).with { $0.removes = true }

    func run(_ session: Session, on app: AppName) throws {
        let domains = try session.act(
            "Removing all domains from \(session.style.app(app.text))",
            ClearDomains(app: app)
        )
        try session.showJSON(domains)
    }
}
