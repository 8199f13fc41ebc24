import Model
import Wire

/// The command `renga people:demote`.
struct PeopleDemote: Subcommand {
    static let declaration = Declaration(
        "people:demote",
        .people,
        80,
        "Let somebody look after their own apps alone",
        examples: ["renga people:demote ada@example.com"]
    ).with {
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.removes = true
    }

    let person: String

    init(_ arguments: Arguments) throws(Failure) { person = arguments.operands[0] }

    func run(_ session: Session) throws {
        _ = try session.act("Demoting \(session.style.paint(person, .name))", SetAdministrator(person: person, isOn: false))
        try session.showJSON(MessagePayload(message: "Demoted \(person)"))
    }
}
