import Model
import Wire

/// The command `renga ps:scale`.
struct Scale: AppCommand {
    static let declaration = Declaration.ofApp(
        "ps:scale",
        .dynos,
        20,
        "Scale process types: how many dynos run of each",
        examples: ["renga ps:scale web=2 worker+1", "renga ps:scale web=2:1GB", "renga ps:scale --app myapp"]
    ).with {
        $0.aliases = ["scale", "dyno:scale"]
        $0.operands = "[TYPE=QUANTITY ...]"
        $0.operandsMax = .max
        $0.takesAppFirst = true
        $0.notes = [
            "`+1` and `-1` count from what is. Without a word it shows what is, in a form that can be given back."
        ]
    }

    let changes: [ScaleChange]

    init(_ arguments: Arguments) throws(Failure) {
        var changes: [ScaleChange] = []
        for word in arguments.operands {
            let change = try Self.change(word)
            if let first = changes.first(where: { $0.type == change.type }) {
                throw Failure(.invalid, "`\(change.type)` is scaled twice: `\(first.text)` and `\(word)`", hint: "write one of them")
            }
            changes.append(change)
        }
        self.changes = changes
    }

    private static func change(_ word: String) throws(Failure) -> ScaleChange {
        if let change = ScaleChange(word) { return change }
        if NameRules.isProcessType(word) {
            throw Failure(.invalid, "`\(word)` says no number", hint: "write \(word)=2, \(word)+1 or \(word)-1")
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
        let sizes = Dictionary(changes.compactMap { change in change.size.map { (change.type, $0) } }, uniquingKeysWith: { $1 })
        return ", now running " + types.map { "\($0) at \(formation[$0] ?? 0)\(sizes[$0].map { ":\($0)" } ?? "")" }.joined(separator: ", ")
    }
}
