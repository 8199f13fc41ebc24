import Ledger
import Wire

extension ShowFormation: Operation {
    package func run(_ context: Context) throws -> Answer {
        let quantities = try context.ledger.read { db in
            let app = try db.existing(app)
            return try AppFormation.quantities(of: app, try AppFormation.types(of: app, db) ?? [], db)
        }
        return Answer(quantities: quantities, idle: try AppFormation(context.platform).idleness(app))
    }
}
