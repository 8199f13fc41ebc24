import Ledger
import Model
import Planning
import Wire

extension ChangeBuildpacks: Operation {
    package func run(_ context: Context) throws -> Answer {
        let settings = try context.ledger.write { db in
            let row = try db.existing(app)
            let before = try AppBuildpacks(app: row).settings(db)
            let list = try BuildpackList.changed(before.buildpacks, change, of: app)
            try db.setBuildpacks(row.id, list)
            return BuildpackSettings(list, configVar: before.configVar)
        }
        let words =
            settings.buildpacks.isEmpty
            ? "Buildpacks cleared" : "Buildpacks set to \(settings.buildpacks.map(\.text).joined(separator: ", "))"
        context.runner.log(app, "\(words), by user \(context.peer.name)")
        return settings
    }
}
