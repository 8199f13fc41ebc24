import Model
import Wire

/// The command `renga config:unset`.
struct ConfigUnset: AppCommand {
    static let declaration = Declaration.ofApp(
        "config:unset",
        .config,
        40,
        "Remove config vars: a new release, without a gap",
        examples: ["renga config:unset DEBUG --app myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["config:remove"]
        $0.operands = "KEY ..."
        $0.operandsMin = 1
        $0.operandsMax = .max
        $0.options = [.preview, .noRelease]
        $0.notes = ["One that is not set is said, and is no failure."]
    }

    private let skipsRelease: Bool?
    private let isOfPreviews: Bool
    let keys: [String]

    init(_ arguments: Arguments) throws(Failure) {
        skipsRelease = arguments.has(.noRelease) ? true : nil
        isOfPreviews = arguments.has(.preview)
        keys = arguments.operands
        if let pair = keys.first(where: { $0.contains("=") }) {
            throw Failure(
                .invalid,
                "`\(pair)` is not the name of a config var",
                hint: "`config:set \(pair)` sets it; config:unset takes names alone"
            )
        }
    }

    func run(_ session: Session, on app: AppName) throws {
        let changes = Dictionary(keys.map { ($0, String?.none) }, uniquingKeysWith: { first, _ in first })
        guard !isOfPreviews else {
            let vars = try session.act(
                "Unsetting \(Set(keys).sorted().joined(separator: ", ")) for previews of \(session.style.app(app.text))",
                SetPreviewConfig(app: app, changes: changes)
            )
            try session.showJSON(vars)
            return try Config.sayPreviews(of: app, session)
        }
        let release = try session.act(
            "Unsetting \(Set(keys).sorted().joined(separator: ", ")) and restarting \(session.style.app(app.text))",
            SetConfigVars(app: app, changes: changes, skipsRelease: skipsRelease),
            Releases.made
        )
        try session.showJSON(release)
    }
}
