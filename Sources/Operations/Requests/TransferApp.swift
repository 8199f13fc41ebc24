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
            func counts() throws -> [Int] { [try db.drainsCount(owner: person), try db.notifyTargetsCount(owner: person)] }
            let before = try counts()
            try db.deleteAccess(row.id, of: person)
            try db.setOwner(row.id, person)
            let settings = context.platform.configuration
            let bounds = [
                Bound(settings.outgoing.drainsOfOwnerMax, "outgoing.drains_of_owner_max", "log drains", "drains"),
                Bound(
                    settings.notify.targetsOfOwnerMax,
                    "notify.targets_of_owner_max",
                    "addresses and hooks that are told",
                    "notify"
                ),
            ]
            for (bound, (before, after)) in zip(bounds, zip(before, try counts())) { try check(bound, before, after) }
            if let former = row.owner { try db.setAccess(row.id, of: former, .all, now: Moment.wallMicroseconds()) }
        }
        context.runner.log(app, "Transfer to \(person) by user \(context.peer.name)")
        return Done()
    }

    /// What an owner may have in all their apps, whoever gave it to them.
    private struct Bound {
        let most: Int
        let key: String
        let what: String
        let command: String

        init(_ most: Int, _ key: String, _ what: String, _ command: String) {
            (self.most, self.key, self.what, self.command) = (most, key, what, command)
        }
    }

    /// An app that adds nothing goes to anybody.
    private func check(_ bound: Bound, _ before: Int, _ after: Int) throws(Failure) {
        guard after > before, after > bound.most else { return }
        throw Failure(
            .limit,
            "all apps of \(person) together would have \(after) \(bound.what), and may have \(bound.most)",
            hint: "remove those of `\(app)` first: `renga \(bound.command) -a \(app)` lists them; "
                + "or whoever looks after the machine raises `\(bound.key)`"
        )
    }
}
