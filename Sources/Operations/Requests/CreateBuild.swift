import Ledger
import Linux
import Model
import Wire

extension CreateBuild: Operation {
    package func run(_ context: Context) throws -> Answer {
        let platform = context.platform
        _ = try platform.ledger.read { try $0.existing(app) }
        try DiskRoom(platform).checkPush(of: app)
        // As a push holds it, from its beginning to its end.
        let lock = try AppLock(platform).wait(app, context.client, for: "\(context.peer.name), builds:create") {
            context.runner.isStopping
        }
        defer { withExtendedLifetime(lock) {} }
        let before = try newest(context)
        var exitStatus: Int32 = 0
        do {
            try context.runner.build(["rebuild", "--app", app.text] + (context.peer.key.map { ["--key", "\($0)"] } ?? []), context.client)
        } catch let failure as Failure where failure.code != .internal {
            // Of a program that did not end by itself nobody has read anything. Whoever asked has read it, and where there is a build its row has it.
            exitStatus = failure.code.exitStatus
        }
        guard let build = try newest(context), build != before else { return Answer(build: nil, exitStatus: exitStatus) }
        let report = BuildReport(platform, app)
        return Answer(build: try report.summary(try report.find(.number(build))), exitStatus: exitStatus)
    }

    private func newest(_ context: Context) throws -> Int64? {
        try context.ledger.read { try $0.build($0.existing(app).id, .latest)?.number }
    }
}
