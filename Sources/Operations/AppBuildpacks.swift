import Ledger
import Model
import Planning

/// What builds an app.
struct AppBuildpacks {
    let app: AppRow

    /// What it is set to, else what built it, which stays.
    func settings(_ db: Transaction) throws -> BuildpackSettings {
        let configVar = ChosenBuildpack.name(in: try db.configVars(app.id))
        if let set = app.buildpacks { return BuildpackSettings(set, configVar: configVar) }
        let slug = try app.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0) }
        let pinned = slug?.manifest.pinned ?? []
        return BuildpackSettings(pinned, arePinned: !pinned.isEmpty, configVar: configVar)
    }
}
