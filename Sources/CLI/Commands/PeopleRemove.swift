import Model
import Wire

/// The command `renga people:remove`.
struct PeopleRemove: Subcommand {
    private static let confirm = Option("confirm", short: "c", value: "NAME", "the name once more")
    static let declaration = Declaration(
        "people:remove",
        .people,
        90,
        "Forget somebody: their keys, and what they were let into",
        examples: ["renga people:remove ada@example.com --confirm ada@example.com"]
    ).with {
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.options = [confirm]
        $0.removes = true
        $0.notes = ["Apps of theirs stay, and are those of who looks after the machine until they are transferred."]
    }

    let person: String
    let confirmation: String

    init(_ arguments: Arguments) throws(Failure) {
        person = arguments.operands[0]
        confirmation = arguments.value(Self.confirm) ?? ""
    }

    func run(_ session: Session) throws {
        _ = try session.act("Removing \(session.style.paint(person, .name))", ForgetPerson(person: person, confirm: confirmation))
        try session.showJSON(MessagePayload(message: "Removed \(person)"))
    }
}
