import Ledger
import Model
import Wire

extension ListDynos: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (versions, routing, commands) = try context.ledger.read { db in
            let row = try db.existing(app)
            let versions = try Dictionary(
                db.releases(row.id).map { ($0.deploy.id, $0.version) },
                uniquingKeysWith: { a, _ in a }
            )
            let slug = try row.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0) }
            return (versions, try db.routing(row.id), slug?.manifest.processes ?? [:])
        }
        let dynos = context.runner.dynos(of: app, versions: versions, commands: commands)
        return Answer(
            dynos,
            maintenance: routing.maintenance,
            paused: routing.policy.isPaused,
            idle: dynos.isEmpty ? try AppFormation(context.platform).idleness(app) : nil,
            complaint: context.runner.state.routesComplaint,
            types: commands.keys.sorted()
        )
    }
}
