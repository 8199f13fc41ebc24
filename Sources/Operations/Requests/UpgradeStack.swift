import Ledger
import Linux
import Model
import Wire

extension UpgradeStack: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (platform, name) = (context.platform, context.peer.name)
        guard try platform.ledger.read({ try AppBase.manifest(of: $0.existing(app), $0) }) != nil else {
            return Answer(app: app, isEmpty: true)
        }
        // As a push holds it, from its beginning to its end.
        let lock = try AppLock(platform).wait(app, context.client, for: "\(name), stack:update") { context.runner.isStopping }
        defer { withExtendedLifetime(lock) {} }
        let before = try current(platform)
        try context.runner.build(["upgrade", "--app", app.text, "--actor", name], context.client)
        let after = try current(platform)
        guard let after, after != before else { return Answer(app: app) }
        return Answer(app: app, version: try platform.ledger.read { try $0.releaseVersion(ofDeploy: after) })
    }

    private func current(_ platform: Platform) throws -> Int64? { try platform.ledger.read { try $0.existing(app).currentDeploy } }
}
