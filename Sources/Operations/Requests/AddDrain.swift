import Ledger
import Linux
import Model
import Planning
import Wire

extension AddDrain: Operation {
    package func run(_ context: Context) throws -> Answer {
        let url = try DrainURL(url)
        let settings = context.platform.configuration.outgoing
        try OutgoingRule.check(url, allowed: settings.allow, configuration: context.platform.root.configuration)
        let row = try context.ledger.write { db in
            let id = try db.existing(app).id
            let there = try db.drains(id)
            if let same = there.first(where: { $0.url == .success(url) }) {
                throw Failure(.conflict, "\(app) has this drain already: \(same.token)", hint: "`renga drains -a \(app)` lists them")
            }
            try check(there.count, settings.drainsMax, "\(app) has", "remove one first: renga drains:remove URL -a \(app)")
            // A preview is its app's, and of the same owner.
            if let owner = try db.existing(db.host(of: app)).owner {
                try check(
                    db.drainsCount(owner: owner),
                    settings.drainsOfOwnerMax,
                    "all apps of \(owner) together have",
                    "remove one, or whoever looks after the machine raises `outgoing.drains_of_owner_max` in config.yml"
                )
            }
            try check(
                db.drainsCount(),
                settings.drainsOnMachineMax,
                "the apps of this machine have",
                "whoever looks after it raises `outgoing.drains_on_machine_max` in config.yml"
            )
            try db.insertDrain(url, token: "d." + Self.uuid(), of: id, now: Moment.wallMicroseconds())
            guard let row = try db.drains(id).last else { throw Failure(.internal, "the drain was not written") }
            return row
        }
        context.runner.wakeDrains()
        context.runner.log(app, "Add log drain \(row.token) by user \(context.peer.name)")
        return try DrainList(context, app).summary(row)
    }

    private func check(_ count: Int, _ limit: Int, _ who: String, _ hint: String) throws(Failure) {
        guard count >= limit else { return }
        throw Failure(.limit, "\(who) \(count) log drains, which is as many as there may be", hint: hint)
    }

    /// A random UUID (RFC 4122, version 4).
    private static func uuid() -> String {
        var digits = Array(Hexadecimal.random(bytes: 16))
        digits[12] = "4"
        digits[16] = "a"
        let text = String(digits)
        var parts: [Substring] = []
        var rest = text[...]
        for count in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return parts.joined(separator: "-")
    }
}
