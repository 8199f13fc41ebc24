import Ledger
import Linux
import Model
import Wire

extension GiveAccess: Operation {
    package func run(_ context: Context) throws -> Answer {
        let given = try keys.map { try PublicKeyFile($0).keys } ?? []
        let desk = Keys(context.platform)
        return try desk.change { db in
            let (row, now) = (try db.existing(app), Moment.wallMicroseconds())
            let known = try db.person(person)
            guard person != row.owner else {
                throw Failure(
                    .conflict,
                    "`\(person)` owns `\(app)`, and may everything",
                    hint: "`renga access -a \(app)` lists who may what"
                )
            }
            if known == nil { try begin(given, context, db, now) }
            let added =
                try known.map { try more(given, of: $0, desk, context, db) } ?? desk.insert(given, of: person, by: context.peer.name, db)
            let before = try db.access(row.id, of: person)
            try db.setAccess(row.id, of: person, permissions ?? before?.permissions ?? .usual, now: now)
            guard let access = try db.access(row.id, of: person) else {
                throw Failure(.internal, "the access of \(person) was not written")
            }
            return Answer(
                access: access.summary,
                addedBy: known?.addedBy,
                before: before.map { "\($0.permissions)" },
                isNewPerson: known == nil,
                keys: added
            )
        }
    }

    private func begin(_ given: [PublicKey], _ context: Context, _ db: Transaction, _ now: Int64) throws {
        let name = try PersonName.checked(person)
        guard try !db.keys().contains(where: { $0.app != nil && $0.owner == name }) else {
            throw Failure(.conflict, "a deploy key is called `\(name)`", hint: "give another name")
        }
        guard !given.isEmpty else {
            throw Failure(
                .notFound,
                "nobody here is called `\(name)`",
                hint: "give their public key as well: renga access:add \(ShellQuoting.quote(name)) -a \(app) < key.pub"
            )
        }
        try db.insertPerson(name, .person, addedBy: context.peer.name, now: now)
    }

    /// Whoever adds a key to a person can act as them: that is for themselves, and for who looks after the machine.
    private func more(_ given: [PublicKey], of known: PersonRow, _ desk: Keys, _ context: Context, _ db: Transaction) throws -> [KeySummary]
    {
        if given.isEmpty || context.peer.administers || context.peer.person == known.name {
            return try desk.insert(given, of: known.name, by: context.peer.name, db)
        }
        let theirs = try Set(db.keys().filter { $0.owner == known.name && $0.app == nil }.map(\.blob))
        guard given.allSatisfy({ theirs.contains($0.blob) }) else {
            throw Failure(
                .refused,
                "`\(known.name)` is known here already, with another key",
                hint: "to let them in, leave the key away; a further key they add themselves: renga keys:add"
            )
        }
        return []
    }
}
