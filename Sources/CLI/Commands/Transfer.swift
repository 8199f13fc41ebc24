import Model
import Wire

/// The command `renga apps:transfer`.
struct Transfer: AppCommand {
    static let declaration = Declaration.ofApp(
        "apps:transfer",
        .people,
        40,
        "Give an app to another owner",
        examples: ["renga apps:transfer ada@example.com --app myapp"]
    ).with {
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = ["The owner of before may do everything still; `access:remove` takes that away."]
    }

    let person: String

    init(_ arguments: Arguments) throws(Failure) { person = arguments.operands[0] }

    func run(_ session: Session, on app: AppName) throws {
        _ = try session.act(
            "Transferring \(session.style.app(app.text)) to \(session.style.paint(person, .name))",
            TransferApp(app: app, person: person)
        )
        try session.showJSON(MessagePayload(message: "Transferred \(app) to \(person)"))
    }
}
