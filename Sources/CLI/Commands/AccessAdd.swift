import Model
import Wire

/// The command `renga access:add`.
struct AccessAdd: AppCommand {
    static let permissions = Option(
        "permissions",
        short: "p",
        value: "LIST",
        "some of view, deploy, operate, manage (\(AppPermissions.usual))"
    )
    static let declaration = Declaration.ofApp(
        "access:add",
        .people,
        20,
        "Let somebody into an app",
        examples: [
            "renga access:add ada@example.com --app myapp", "ssh git@HOST access:add ada@example.com -a myapp < ada.pub",
            "renga access:add ada@example.com -p view -a myapp",
        ]
    ).with {
        $0.aliases = ["access:update", "sharing:add", "collaborators:add"]
        $0.operands = "NAME [KEY-FILE | KEY]"
        $0.operandsMin = 1
        $0.operandsMax = .max
        $0.options = [permissions]
        $0.notes = [
            "Whoever is not known here needs a public key as well: from standard input, or on the machine from a file.",
            "view: see it, its code and its logs. deploy: push, and read and set config vars. operate: scale, domains, maintenance.",
            "manage: destroy it, and let others in. Each includes view.",
        ]
    }

    let person: String
    private let key: KeyInput.Source?
    let permissions: AppPermissions?

    init(_ arguments: Arguments) throws(Failure) {
        person = arguments.operands[0]
        key = try KeyInput.Source(Array(arguments.operands.dropFirst()), of: "access:add")
        permissions = try arguments.value(Self.permissions).map { text throws(Failure) in try AppPermissions(text) }
    }

    func run(_ session: Session, on app: AppName) throws {
        let some = permissions.map { " -p \($0.description.replacing(" ", with: ""))" } ?? ""
        let command = "ssh git@HOST access:add \(ShellQuoting.quote(person))\(some) -a \(app)"
        let keys = try KeyInput(session, key, of: command).textIfAny()
        let (name, place) = (session.style.paint(person, .name), session.style.app(app.text))
        let answer = try session.act(
            session.typed == "access:update" ? "Updating what \(name) may do in \(place)" : "Adding \(name) access to \(place)",
            GiveAccess(app: app, person: person, permissions: permissions, keys: keys),
            Self.words
        )
        try session.show(answer, Columns.align(answer.keys.map { [$0.fingerprint, $0.owner] }))
    }

    private static func words(_ answer: GiveAccess.Answer) -> String {
        let before = answer.before.flatMap { $0 == answer.access.permissions ? nil : " (was \($0))" } ?? ""
        // A name says nothing of who is behind it.
        let origin = answer.isNewPerson ? "" : answer.addedBy.map { "; brought in by \($0)" } ?? ""
        return ", may \(answer.access.permissions)\(before)\(origin)"
    }
}
