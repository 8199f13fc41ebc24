import Ledger
import Model
import Wire

extension SetDynoSizes: Operation {
    package func run(_ context: Context) throws -> Answer {
        let changes = DynoChanges(app: app, context: context)
        let (wanted, chosen) = try context.ledger.write { db in
            let wanted = try changes.wanted(db)
            if wanted.types.isEmpty, let idle = wanted.idle { throw changes.refusal(idle) }
            let everywhere = all.map { size in Dictionary(uniqueKeysWithValues: wanted.types.map { ($0, size) }) } ?? [:]
            return (wanted, try changes.setSizes(everywhere.merging(sizes) { $1 }, wanted, db))
        }
        guard !chosen.isEmpty else { throw Failure(.invalid, "no size is said", hint: "renga ps:type web=1GB -a \(app)") }
        return try changes.applySizes(chosen, wanted)
    }
}
