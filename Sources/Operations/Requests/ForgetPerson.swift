import Ledger
import Model
import Wire

extension ForgetPerson: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Keys(context.platform).change { db in
            guard try db.person(person) != nil else { throw Failure.nobody(person) }
            let words = ShellQuoting.quote(person)
            guard confirm == person, context.peer.person != person else {
                let own = context.peer.person == person
                throw Failure(
                    .refused,
                    own ? "you cannot remove yourself" : "removing `\(person)` needs the name once more",
                    hint: own
                        ? "ask another administrator, or root"
                        : "their keys and what they were let into go; their apps stay: renga people:remove \(words) --confirm \(words)"
                )
            }
            for key in try db.keys() where key.owner == person && key.app == nil { try db.deleteKey(key.id) }
            try db.deletePerson(person)
        }
        return Done()
    }
}
