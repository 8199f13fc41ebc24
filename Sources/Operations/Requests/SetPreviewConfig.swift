import Ledger
import Model
import Planning
import Wire

extension SetPreviewConfig: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard !changes.isEmpty else { throw Failure(.invalid, "nothing to set", hint: "renga config:set --preview KEY=value") }
        try ChosenBuildpack.check(changes)
        return try context.ledger.write { db in
            let id = try db.existing(app).id
            let vars = try ConfigVars.changed(try db.previewConfig(id), by: changes)
            try db.replacePreviewConfig(id, with: vars)
            return vars
        }
    }
}
