import Glibc
import Ledger
import Linux
import Model
import Wire

extension ReadBuildLog: Operation {
    private static let pieceBytes = 1 << 18
    private static let lookMilliseconds: Int32 = 100

    package func run(_ context: Context) throws -> Answer {
        let report = BuildReport(context.platform, app)
        let row = try report.find(build)
        guard Files.exists(report.log(row)) else { throw report.gone(row) }
        let file = try Descriptor.open(report.log(row), O_RDONLY | O_NOFOLLOW)
        if let from {
            guard from >= 0, lseek(file.number, Int(from), SEEK_SET) == Int(from) else {
                throw Failure(.invalid, "a log has no byte \(from)")
            }
        }
        while true {
            // Asked first: what was written before its end is read after it.
            let isOver = try !tail || self.isOver(row, context)
            while let part = try readSome(from: file.number, limit: Self.pieceBytes), !part.isEmpty {
                try context.client.bytes(Int64(part.count)) { try writeAll(part, to: $0) }
            }
            guard !isOver, !context.client.hasHungUp else { break }
            guard !context.runner.isStopping else { throw Failure(.unavailable, "the runner is being restarted") }
            _ = poll(nil, 0, Self.lookMilliseconds)
        }
        return try report.summary(try report.find(.number(row.number)))
    }

    /// Nobody writes any more: behind the release come its last lines, by whoever holds the app's lock.
    private func isOver(_ row: BuildRow, _ context: Context) throws -> Bool {
        let root = context.platform.root
        guard let now = try context.ledger.read({ try $0.build($0.existing(app).id, .number(row.number)) }) else { return true }
        guard now.state.isSettled else { return false }
        // Another build of the app has a log of its own.
        let (newest, host) = try context.ledger.read { (try $0.build($0.existing(app).id, .latest), try $0.host(of: app)) }
        return newest?.number != row.number || LockHolder.words(root.lock(host)) == nil
    }
}
