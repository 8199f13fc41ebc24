import Ledger
import Linux
import Model
import Wire

extension TransferApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.write { db in
            let row = try db.existing(app)
            guard try db.person(person) != nil else {
                throw Failure(
                    .notFound,
                    "nobody here is called `\(person)`",
                    hint: "let them in first: renga access:add \(ShellQuoting.quote(person)) -a \(app) < key.pub"
                )
            }
            guard row.owner != person else { throw Failure(.conflict, "`\(person)` owns `\(app)` already") }
            let before = (drains: try db.drainsCount(owner: person), targets: try db.notifyTargetsCount(owner: person))
            try db.deleteAccess(row.id, of: person)
            try db.setOwner(row.id, person)
            let settings = context.platform.configuration
            try check(
                before.drains,
                try db.drainsCount(owner: person),
                most: settings.outgoing.drainsOfOwnerMax,
                "log drains",
                "drains",
                "outgoing.drains_of_owner_max"
            )
            try check(
                before.targets,
                try db.notifyTargetsCount(owner: person),
                most: settings.notify.targetsOfOwnerMax,
                "addresses and hooks that are told",
                "notify",
                "notify.targets_of_owner_max"
            )
            if let former = row.owner { try db.setAccess(row.id, of: former, .all, now: Moment.wallMicroseconds()) }
        }
        context.runner.log(app, "Transfer to \(person) by user \(context.peer.name)")
        return Done()
    }

    /// What its owner may have in all, whoever gave it to them. An app that adds nothing goes to anybody.
    private func check(_ before: Int, _ after: Int, most: Int, _ what: String, _ command: String, _ key: String) throws(Failure) {
        guard after > before, after > most else { return }
        throw Failure(
            .limit,
            "all apps of \(person) together would have \(after) \(what), and may have \(most)",
            hint: "remove those of `\(app)` first: `renga \(command) -a \(app)` lists them; "
                + "or whoever looks after the machine raises `\(key)`"
        )
    }
}
