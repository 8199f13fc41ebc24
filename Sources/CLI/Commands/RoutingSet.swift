import Model
import Wire

/// The command `renga routing:set`.
struct RoutingSet: AppCommand {
    static let declaration = Declaration.ofApp(
        "routing:set",
        .routing,
        60,
        "Set how requests reach an app",
        examples: [
            "renga routing:set https-redirect=on hsts=on --app myapp", "renga routing:set algorithm=least-connections drain=5min",
        ]
    ).with {
        $0.operands = "KEY=VALUE ..."
        $0.operandsMin = 1
        $0.operandsMax = .max
        $0.notes = [
            "algorithm=random | least-connections   which web dyno gets a request",
            "affinity=on | off                      a cookie brings a client back to the dyno that it had",
            "https-redirect=on | off                plain HTTP is answered by a redirect to HTTPS",
            "hsts=on | off | SECONDS                browsers remember for that long that there is HTTPS alone; on: a year",
            "drain=30s | default                    how long requests of old dynos may go on after a deploy",
        ]
    }

    let changes: [RoutingChange]

    init(_ arguments: Arguments) throws(Failure) {
        var changes: [RoutingChange] = []
        for word in arguments.operands {
            let change = try RoutingChange(word)
            guard !changes.contains(where: { $0.key == change.key }) else {
                throw Failure(.invalid, "`\(change.key)` is given twice", hint: "give it once")
            }
            changes.append(change)
        }
        self.changes = changes
    }

    func run(_ session: Session, on app: AppName) throws {
        let routing = try session.act(
            "Setting \(changes.map(\.key).joined(separator: ", ")) of \(session.style.app(app.text))",
            SetRouting(app: app, changes: changes)
        )
        try session.show(routing, Routing.lines(routing, style: session.style))
    }
}
