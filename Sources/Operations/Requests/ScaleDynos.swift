import Ledger
import Model
import Wire

/// How many dynos of each process type there should be.
extension ScaleDynos: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard !changes.isEmpty else { throw Failure(.invalid, "nothing to scale", hint: "renga ps:scale TYPE=QUANTITY") }
        let dynos = DynoChanges(app: app, context: context)
        let (formation, wanted, sizes) = try change(context.platform, dynos)
        let words = changes.map { "\($0.type)@\(formation[$0.type] ?? 0)" }.joined(separator: " ")
        context.runner.log(app, "Scaled to \(words) by user \(context.peer.name)")
        context.runner.wake()
        if !sizes.isEmpty { _ = try dynos.applySizes(sizes, wanted) }
        return formation
    }

    private func change(_ platform: Platform, _ dynos: DynoChanges) throws -> ([String: Int], DynoChanges.Wanted, [String: String?]) {
        try platform.ledger.write { db in
            let row = try db.existing(app)
            let types = try AppFormation.types(of: row, db)
            var formation = try AppFormation.quantities(of: row, types ?? [], db)
            for change in changes {
                guard let current = formation[change.type] else { throw unknown(change.type, types) }
                let quantity = change.quantity(from: current)
                guard quantity >= 0 else {
                    throw Failure(
                        .invalid,
                        "`\(change.text)` would be \(quantity): \(change.type) is at \(current)",
                        hint: "to run none: renga ps:scale \(change.type)=0 -a \(app)"
                    )
                }
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
            // Whoever asks for dynos wants to see them.
            try db.wake(app)
            let wanted = try dynos.wanted(db)
            let sizes = Dictionary(changes.compactMap { change in change.size.map { (change.type, $0) } }, uniquingKeysWith: { $1 })
            return (formation, wanted, try dynos.setSizes(sizes, wanted, db))
        }
    }

    private func unknown(_ type: String, _ types: Set<String>?) -> Failure {
        guard let known = types, !known.isEmpty else {
            let idle = Idleness(app, types: types, quantities: [:], host: "")
            return Failure(.notFound, idle?.message ?? "", hint: idle?.hint(isHere: true))
        }
        let near = NearestWord.to(type, among: known.sorted()).map { "did you mean `\($0)`? " } ?? ""
        return Failure(
            .notFound,
            "`\(app)` has no process type `\(type)`",
            hint: near + "its process types are \(known.sorted().joined(separator: ", ")); others come from the Procfile"
        )
    }
}
