import Model
import Wire

/// The command `renga people`.
struct People: BareCommand {
    static let declaration = Declaration(
        "people",
        .people,
        60,
        "List who is known on this machine",
        examples: ["renga people"]
    ).with {
        $0.notes = ["An administrator looks after the machine: may do everything in every app, and say who else is known."]
    }

    func run(_ session: Session) throws {
        let people = try session.ask(ListPeople())
        try session.show(people, Self.lines(people, style: session.style))
    }

    static func lines(_ people: [PersonSummary], style: Style) -> [String] {
        guard !people.isEmpty else { return ["Nobody is known yet.", style.said("Add a key: renga keys:add FILE")] }
        let rows = people.map { person in
            [
                person.name, person.standing == .administrator ? "administrator" : "", person.keys == 1 ? "1 key" : "\(person.keys) keys",
                person.apps.map(\.text).joined(separator: ", "),
            ]
        }
        return [style.heading("People"), ""] + Columns.align(rows)
    }
}
