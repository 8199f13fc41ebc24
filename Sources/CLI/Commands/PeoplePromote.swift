import Model
import Wire

/// The command `renga people:promote`.
struct PeoplePromote: Subcommand {
    static let declaration = Declaration(
        "people:promote",
        .people,
        70,
        "Let somebody look after the machine: everything in every app",
        examples: ["renga people:promote ada@example.com"]
    ).with {
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
    }

    let person: String

    init(_ arguments: Arguments) throws(Failure) { person = arguments.operands[0] }

    func run(_ session: Session) throws {
        _ = try session.act("Promoting \(session.style.paint(person, .name))", SetAdministrator(person: person, isOn: true))
        try session.showJSON(MessagePayload(message: "Promoted \(person)"))
    }
}
