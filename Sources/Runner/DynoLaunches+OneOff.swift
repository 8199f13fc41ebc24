import Ledger
import Linux
import Model
import Operations

extension DynoLaunches {
    /// The name by which it is called it gets with its place.
    func make(_ order: OneOffOrder) throws -> (DynoSpec, DynoLaunch) {
        let (app, deploy, slug, secrets) = try platform.ledger.read { db in
            let app = try db.existing(order.app)
            guard let deploy = try db.deploy(order.deploy), let slug = try deploy.slug.flatMap({ try db.slug($0) }) else {
                throw Failure(.notFound, "deploy \(order.deploy) of \(order.app) has no slug")
            }
            return (app, deploy, slug.manifest, try db.secrets(of: slug.manifest, app.id))
        }
        let slot = DynoSlot(app: order.app, deploy: order.deploy, kind: .oneOff, type: order.type, index: 0)
        var spec = DynoSpec(
            id: "",
            slot: slot,
            port: 0,
            command: order.line,
            healthcheck: nil,
            startedAt: Moment.wallMicroseconds()
        )
        spec.isAttached = order.isAttached
        spec.job = order.job
        var launch = DynoLaunch(
            slug,
            command: order.line,
            secrets: secrets,
            config: deploy.config,
            name: slot.name,
            port: nil,
            uid: app.uid,
            limits: platform.configuration.dyno.sized(order.size),
            mounts: deploy.storage.map { StorageMount(order.app, $0) }
        )
        launch.environment.merge(order.environment) { $1 }
        return (spec, launch)
    }
}
