import Model
import Wire

/// The command `renga access:remove`.
struct AccessRemove: AppCommand {
    static let declaration = Declaration.ofApp(
        "access:remove",
        .people,
        30,
        "Take somebody's access to an app away",
        examples: ["renga access:remove ada@example.com --app myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["sharing:remove", "collaborators:remove"]
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = ["What they have open, such as a log that they follow, ends with their connection."]
    }

    let person: String

    init(_ arguments: Arguments) throws(Failure) { person = arguments.operands[0] }

    func run(_ session: Session, on app: AppName) throws {
        _ = try session.act(
            "Removing \(session.style.paint(person, .name)) access from \(session.style.app(app.text))",
            TakeAccess(app: app, person: person)
        )
        try session.showJSON(MessagePayload(message: "Removed \(person)"))
    }
}
