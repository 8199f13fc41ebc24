import Ledger
import Linux
import Model
import Sandbox
import Wire

extension DescribeStack: Operation {
    /// So long an answer of Debian's archive counts.
    private static let freshMicroseconds: Int64 = 3_600_000_000

    package func run(_ context: Context) throws -> Answer {
        let (row, release, manifest) = try context.ledger.read { db in
            let row = try db.existing(app)
            let manifest = try AppBase.manifest(of: row, db)
            return (row, try manifest == nil ? nil : row.currentDeploy.flatMap { try db.releaseVersion(ofDeploy: $0) }, manifest)
        }
        let store = try LayerStore(directory: context.platform.layerDirectory)
        let layers = (manifest?.layers ?? []).reversed().filter { $0.role == .stack || $0.role == .toolchain }
        var answer = Answer(
            stack: row.stack,
            release: release,
            layers: try layers.map { layer in
                let made = store.exists(layer.key) ? Moment.text(try store.record(layer.key).createdAt) : nil
                return .init(role: layer.role.rawValue, title: layer.name, madeAt: made)
            }
        )
        guard let manifest else { return answer }
        answer.hasNewerBase = try AppsBehind(context).hasNewerBase(manifest)
        (answer.news, answer.problem) = news(AppBase.packaged(manifest), store, context)
        return answer
    }

    /// As it is now, or where nobody can tell, as it was when somebody could.
    private func news(_ layers: [String], _ store: LayerStore, _ context: Context) -> (PackageNews?, String?) {
        if let known = store.packageNews(of: layers), known.askedAt + Self.freshMicroseconds > Moment.wallMicroseconds() {
            return (known, nil)
        }
        do {
            try context.runner.build(["news", "--app", app.text], context.quiet)
            return (store.packageNews(of: layers), nil)
        } catch {
            return (store.packageNews(of: layers), (error as? Failure)?.message ?? "\(error)")
        }
    }
}
