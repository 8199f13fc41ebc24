import Model
import Wire

/// The command `renga stack:update`.
struct StackUpdate: Subcommand {
    private static let all = Option("all", "every app, one after the other")
    static let declaration = Declaration.ofApp(
        "stack:update",
        .builds,
        46,
        "Bring an app to the newest base system, without a push",
        examples: ["renga stack:update --app myapp", "renga stack:update --all"]
    ).with {
        $0.aliases = ["stack:upgrade"]
        $0.options = [all]
        $0.notes = [
            "Where Debian has fixed packages, a new base system is made. The commit that runs is built again on it, boots beside what",
            "serves, and takes over as a deploy does. An app that does not come up stays as it is, and no other app moves.",
        ]
    }

    private let app: AppName?
    private let isForAll: Bool

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.app()
        isForAll = arguments.has(Self.all)
        guard !isForAll || app == nil else {
            throw Failure(.invalid, "`stack:update` takes an app or --all, and not both", hint: "leave one of them out")
        }
    }

    func run(_ session: Session) throws {
        guard isForAll else { return try update(try session.app(app), session) }
        let apps = try session.ask(ListApps()).map(\.name).sorted { $0.text < $1.text }
        var results: [StackUpdateResult] = []
        for app in apps {
            if !session.json { try session.print([session.style.heading("\(app)")]) }
            do {
                results.append(StackUpdateResult(try ask(app, session)))
            } catch let failure as Failure {
                results.append(StackUpdateResult(app, failure))
            }
            if !session.json { try session.print([""]) }
        }
        try session.show(results, StackUpdateResult.sum(results, style: session.style))
        // Each has said why.
        if let failure = results.lazy.compactMap(\.failure).first { throw QuietExit(status: failure.code.exitStatus) }
    }

    private func update(_ app: AppName, _ session: Session) throws {
        var isTold = false
        do {
            let result = StackUpdateResult(try ask(app, session) { isTold = true })
            try session.show(result, ["\(session.style.app(app.text)): \(result.words)"])
        } catch let failure as Failure where isTold && !session.json {
            throw QuietExit(status: failure.code.exitStatus)
        }
    }

    private func ask(_ app: AppName, _ session: Session, _ told: () -> Void = {}) throws -> StackUpgradeSummary {
        try session.ask(UpgradeStack(app: app)) { progress in
            switch progress {
            case .line(let line): try session.streams.complain([line])
            // In JSON, what came of it alone: the build log has the rest.
            case .bytes(let bytes):
                guard !session.json else { return }
                told()
                try session.streams.write(bytes)
            case .log: break
            }
        }
    }
}
