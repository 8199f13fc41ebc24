import Glibc
import Ledger
import Linux
import Model
import Planning
import Wire

extension CancelBuild: Operation {
    /// What a build may take to come to its end, and a little more.
    private static let millisecondsMax: Int64 = 30_000
    private static let lookMilliseconds: Int32 = 20

    package func run(_ context: Context) throws -> Answer {
        let name = context.peer.name
        let row = try context.ledger.write { db in
            let row = try find(db)
            guard row.state != PointOfNoReturn.state(before: .push) else { throw late(row) }
            try db.cancelBuild(row.deploy, by: name)
            return row
        }
        try end(row, by: name, context)
        let report = BuildReport(context.platform, app)
        let ended = try report.find(.number(row.number))
        guard ended.state == .failed else { throw late(ended) }
        return try report.summary(ended)
    }

    private func find(_ db: Transaction) throws -> BuildRow {
        let app = try db.existing(app)
        guard let number else {
            if let row = try db.buildUnderWay(app.id) { return row }
            throw Failure(.notFound, "no build of \(app.name) is under way", hint: "`renga builds -a \(app.name)` lists those that were")
        }
        guard let row = try db.build(app.id, .number(number)) else {
            throw Failure(.notFound, "\(app.name) has no build \(number)", hint: "`renga builds -a \(app.name)` lists them")
        }
        guard !row.state.isSettled else { throw late(row) }
        return row
    }

    private func late(_ row: BuildRow) -> Failure {
        switch row.state {
        case .failed:
            Failure(.conflict, "build \(row.number) has ended: \(row.reason ?? "it was refused")", hint: "there is nothing to cancel")
        default:
            Failure(
                .conflict,
                row.version.map { "build \(row.number) is released by now, as v\($0)" }
                    ?? "build \(row.number) is being released at this moment",
                hint: "to go back: renga rollback -a \(app)"
            )
        }
    }

    /// Until nobody works on it any more.
    private func end(_ row: BuildRow, by name: String, _ context: Context) throws {
        let path = context.platform.root.buildLock(app)
        let deadline = Moment.monotonicMilliseconds() + Self.millisecondsMax
        var isTold = false
        while true {
            if let lock = try FileLock.trying(for: path) {
                defer { withExtendedLifetime(lock) {} }
                return try giveUp(row, by: name, context)
            }
            // Its own, and not one's that has come after it.
            let worker = FileLock.worker(of: path).flatMap { $0.work == row.deploy ? $0.process : nil }
            if let worker, !isTold, let process = try worker.open() { isTold = ProcessIdentity.signal(process.number, SIGTERM) }
            let state = try context.ledger.read { try $0.deploy(row.deploy)?.state }
            if state?.isSettled ?? true, !(worker?.isRunning ?? false) { return }
            guard Moment.monotonicMilliseconds() < deadline, !context.runner.isStopping else {
                throw Failure(
                    .busy,
                    "build \(row.number) was told to stop, and has not ended yet",
                    hint: "`renga builds:info \(row.number) -a \(app)` tells what becomes of it"
                )
            }
            _ = poll(nil, 0, Self.lookMilliseconds)
        }
    }

    /// Of a builder that was killed, and of one that could not say so itself.
    private func giveUp(_ row: BuildRow, by name: String, _ context: Context) throws {
        try context.ledger.write { db in
            guard let now = try db.deploy(row.deploy), now.state == .building || now.state == .booting else { return }
            try db.move(row.deploy, .failed(reason: "the build was cancelled by \(name)"), now: Moment.wallMicroseconds())
        }
        context.runner.wake()
    }
}
