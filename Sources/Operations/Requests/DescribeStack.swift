import Ledger
import Linux
import Model
import Sandbox
import Wire

extension DescribeStack: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (stack, release, slug) = try context.ledger.read { db in
            let app = try db.existing(app)
            let deploy = try app.currentDeploy.flatMap { try db.deploy($0) }
            return (app.stack, try deploy.flatMap { try db.releaseVersion(ofDeploy: $0.id) }, try deploy?.slug.flatMap { try db.slug($0) })
        }
        let store = try LayerStore(directory: context.platform.layerDirectory)
        let layers = (slug?.manifest.layers ?? []).reversed().filter { $0.role == .stack || $0.role == .toolchain }
        return Answer(
            stack: stack,
            release: slug == nil ? nil : release,
            layers: try layers.map { layer in
                let made = store.exists(layer.key) ? Moment.text(try store.record(layer.key).createdAt) : nil
                return .init(role: layer.role.rawValue, title: layer.name, madeAt: made)
            }
        )
    }
}
