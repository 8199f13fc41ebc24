import Ledger
import Model
import Planning

/// What the ledger wants to run, read whole.
package struct WantedApps {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func read() throws -> [WantedApp] {
        try platform.ledger.read { db in try db.apps().map { try wanted(of: $0, db) } }
    }

    private func wanted(of app: AppRow, _ db: Transaction) throws -> WantedApp {
        let formation = try db.formation(app.id)
        let candidates = try db.unsettledDeploys(app.id).filter(\.state.hasCandidates)
        return WantedApp(
            app: app.name,
            current: try app.currentDeploy.flatMap { try self.formation(of: $0, app, formation, db) },
            candidates: try candidates.compactMap { try self.formation(of: $0.id, app, formation, db) },
            serving: try serving(of: app, db)
        )
    }

    private func serving(of app: AppRow, _ db: Transaction) throws -> WantedServing {
        let routing = try db.routing(app.id)
        return WantedServing(
            domains: try db.domains(app.id),
            policy: routing.policy,
            maintenance: routing.maintenance
        )
    }

    private func formation(of deploy: Int64, _ app: AppRow, _ formation: [String: Int], _ db: Transaction) throws
        -> WantedFormation?
    {
        guard let digest = try db.deploy(deploy)?.slug, let slug = try db.slug(digest) else { return nil }
        return WantedFormation(
            app: app.name,
            deploy: deploy,
            processes: slug.manifest.processes.keys,
            formation: formation
        )
    }
}
