import Ledger
import Model
import Wire

extension SetAdministrator: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.write { db in
            guard let row = try db.person(person) else { throw Failure.nobody(person) }
            let standing = isOn ? Standing.administrator : .person
            guard row.standing != standing else {
                throw Failure(.conflict, "`\(person)` is \(isOn ? "an" : "no") administrator already")
            }
            guard isOn || context.peer.person != person else {
                throw Failure(.refused, "you would shut yourself out of what you are doing", hint: "ask another administrator, or root")
            }
            try db.setStanding(person, standing)
        }
        return Done()
    }
}
