import Ledger
import Model
import Wire

/// How many dynos of each process type there should be.
extension ScaleDynos: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard !changes.isEmpty else { throw Failure(.invalid, "nothing to scale", hint: "renga ps:scale TYPE=QUANTITY") }
        let formation = try change(context.platform)
        let words = changes.map { "\($0.type)@\(formation[$0.type] ?? 0)" }.joined(separator: " ")
        context.runner.log(app, "Scaled to \(words) by user \(context.peer.name)")
        context.runner.wake()
        return formation
    }

    private func change(_ platform: Platform) throws -> [String: Int] {
        try platform.ledger.write { db in
            let row = try db.existing(app)
            let types = try AppFormation.types(of: row, db)
            var formation = try AppFormation.quantities(of: row, types ?? [], db)
            for change in changes {
                guard let current = formation[change.type] else { throw unknown(change.type, types) }
                let quantity = change.quantity(from: current)
                guard quantity <= platform.configuration.dyno.quantityMax else {
                    throw Failure(
                        .limit,
                        "\(change.type)=\(quantity) is over the limit of \(platform.configuration.dyno.quantityMax) dynos of one type",
                        hint: "the limit is `dyno.quantity_max` in \(platform.root.configuration)"
                    )
                }
                formation[change.type] = quantity
                try db.setFormation(row.id, type: change.type, quantity: quantity)
            }
            return formation
        }
    }

    private func unknown(_ type: String, _ types: Set<String>?) -> Failure {
        guard let known = types, !known.isEmpty else {
            let idle = Idleness(app, types: types, quantities: [:], host: "")
            return Failure(.notFound, idle?.message ?? "", hint: idle?.hint(isHere: true))
        }
        return Failure(
            .notFound,
            "`\(app)` has no process type `\(type)`",
            hint: "its process types are \(known.sorted().joined(separator: ", ")); others come from the Procfile"
        )
    }
}
