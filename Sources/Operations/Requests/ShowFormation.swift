import Ledger
import Wire

extension ShowFormation: Operation {
    package func run(_ context: Context) throws -> Answer {
        let formation = AppFormation(context.platform)
        return try context.ledger.read { db in
            let app = try db.existing(app)
            let quantities = try AppFormation.quantities(of: app, try AppFormation.types(of: app, db) ?? [], db)
            return Answer(quantities: quantities, idle: try formation.idleness(of: app, db))
        }
    }
}
