import Model
import Wire

/// The command `renga ps:scale`.
struct Scale: AppCommand {
    static let declaration = Declaration.ofApp(
        "ps:scale",
        .dynos,
        20,
        "Say how many dynos there are of each process type",
        examples: ["renga ps:scale web=2 worker+1", "renga ps:scale --app myapp"]
    ).with {
        $0.aliases = ["scale"]
        $0.operands = "[TYPE=QUANTITY ...]"
        $0.operandsMax = .max
        $0.notes = [
            "`+1` and `-1` count from what is. Without a word it shows what is, in a form that can be given back."
        ]
    }

    let changes: [ScaleChange]

    init(_ arguments: Arguments) throws(Failure) {
        var changes: [ScaleChange] = []
        for word in arguments.operands { changes.append(try Self.change(word)) }
        self.changes = changes
    }

    private static func change(_ word: String) throws(Failure) -> ScaleChange {
        if let change = ScaleChange(word) { return change }
        let parts = word.split(separator: ":", maxSplits: 1)
        if parts.count == 2, ScaleChange(String(parts[0])) != nil {
            throw Failure(
                .invalid,
                "`\(word)` names a dyno size, but all dynos here are of one size",
                hint: "write \(parts[0])"
            )
        }
        throw Failure(
            .invalid,
            "`\(word)` is not a quantity of a process type",
            hint: "write TYPE=NUMBER, TYPE+NUMBER or TYPE-NUMBER, such as web=2"
        )
    }

    func run(_ session: Session, on app: AppName) throws {
        guard !changes.isEmpty else { return try showFormation(of: app, session) }
        let formation = try session.act("Scaling dynos", ScaleDynos(app: app, changes: changes)) { Self.words(changes, $0) }
        try session.showJSON(formation)
    }

    private func showFormation(of app: AppName, _ session: Session) throws {
        let found = try session.ask(ShowFormation(app: app))
        let formation = found.quantities
        guard !formation.isEmpty || session.json else {
            return try session.streams.complain(
                found.idle.map { [$0.message, $0.hint(isHere: !session.style.form.isPlainSSH)] } ?? ["No process types on \(app)."]
            )
        }
        try session.show(
            formation,
            [formation.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")]
        )
    }

    /// `, now running web at 2, worker at 1`: the types that were asked for, each once.
    static func words(_ changes: [ScaleChange], _ formation: [String: Int]) -> String {
        var types: [String] = []
        for change in changes where !types.contains(change.type) { types.append(change.type) }
        return ", now running " + types.map { "\($0) at \(formation[$0] ?? 0)" }.joined(separator: ", ")
    }
}
