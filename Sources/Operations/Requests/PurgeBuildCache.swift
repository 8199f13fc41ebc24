import Ledger
import Linux
import Model
import Sandbox
import Wire

extension PurgeBuildCache: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (platform, client) = (context.platform, context.client)
        _ = try platform.ledger.read { try $0.existing(app) }
        let isOver = { client.hasHungUp || context.runner.isStopping }
        let lock = try AppLock(platform).wait(app, client, for: "\(context.peer.name), builds:cache:purge") { context.runner.isStopping }
        // A push to the repository's path holds the other one alone while it builds.
        guard let build = try FileLock.waiting(for: platform.root.buildLock(app), isCancelled: isOver) else {
            throw Failure(.cancelled, "the client went away while it waited for its turn")
        }
        defer {
            withExtendedLifetime(build) {}
            withExtendedLifetime(lock) {}
        }
        let path = platform.root.cache(app)
        let bytes = DiskUsage.measure([path]).amount?.bytes ?? 0
        // First, so that no result is used again, whatever becomes of the files.
        try platform.ledger.write { try $0.purgeCaches($0.existing(app).id) }
        try Files.removeTree(path)
        context.runner.log(app, "Purge the build cache by user \(context.peer.name)")
        return Answer(bytesFreed: bytes)
    }
}
