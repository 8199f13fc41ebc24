import Ledger
import Linux
import Model
import Operations
import Planning

/// Takes previews away whose time is over, and those that have no branch: somebody died between the two.
final class PreviewKeeper: Sendable {
    private static let restMilliseconds: Int64 = 5_000
    /// Of those that were released, whose branches are asked for then.
    private static let roundMilliseconds: Int64 = 300_000

    private let platform: Platform
    private let fleet: Fleet
    private let services: any RunnerServices
    private let refTarget: @Sendable (AppName, RefName) throws -> CommitID?

    /// - Parameter refTarget: asks the repository of an app.
    init(
        platform: Platform,
        fleet: Fleet,
        services: any RunnerServices,
        refTarget: @escaping @Sendable (AppName, RefName) throws -> CommitID?
    ) {
        self.platform = platform
        self.fleet = fleet
        self.services = services
        self.refTarget = refTarget
    }

    func start() {
        inBackground("previews") { [self] in
            var round: Int64 = 0
            while !fleet.read(\.stopping) {
                let isRound = Moment.monotonicMilliseconds() >= round
                if isRound { round = Moment.monotonicMilliseconds() + Self.roundMilliseconds }
                Diagnostics.attempt("look after previews") { try look(now: Moment.wallMicroseconds(), all: isRound) }
                fleet.rest(Self.restMilliseconds)
            }
        }
    }

    /// - Parameters:
    ///   - now: microseconds since 1970.
    ///   - all: not only those that were never released, whose push somebody may have killed.
    func look(now: Int64, all: Bool) throws {
        let rows = try platform.ledger.read { db in
            try db.allPreviews().map { (row: $0, pushedAt: try db.lastPush($0.id), host: try db.host(of: $0.name)) }
        }
        for (row, pushedAt, host) in rows where all || pushedAt == nil {
            // What stands in one repository is no reason to leave the others'.
            Diagnostics.attempt("look after the preview \(row.name)") {
                let isOver = PreviewAge.isOver(pushedAt: pushedAt, days: platform.configuration.preview.daysMax, now: now)
                guard try isOver || isLeft(row) || isGone(row, host) else { return }
                try end(row, host, now: now)
            }
        }
    }

    /// Nothing was released of it, and nothing is on its way: its first push was refused. Its branch may have been there before that.
    private func isLeft(_ row: AppRow) throws -> Bool {
        try platform.ledger.read { db in try db.lastPush(row.id) == nil && db.unsettledDeploys(row.id).isEmpty }
    }

    private func isGone(_ row: AppRow, _ host: AppName) throws -> Bool {
        guard let ref = row.preview?.ref else { return false }
        return try refTarget(host, ref) == nil
    }

    /// As it is once nobody pushes.
    private func end(_ row: AppRow, _ host: AppName, now: Int64) throws {
        guard let lock = try FileLock.trying(for: platform.root.lock(host)) else { return }
        defer { withExtendedLifetime(lock) {} }
        guard let build = try FileLock.trying(for: platform.root.buildLock(row.name)) else { return }
        defer { withExtendedLifetime(build) {} }
        guard try !ReceivePack.isAtWork(in: platform.root.repository(host)) else { return }
        let (current, pushedAt) = try platform.ledger.read { db in (try db.app(id: row.id), try db.lastPush(row.id)) }
        guard let current, current == row else { return }
        let days = platform.configuration.preview.daysMax
        let isOver = PreviewAge.isOver(pushedAt: pushedAt, days: days, now: now)
        let isLeft = try isLeft(row)
        guard try isOver || isLeft || isGone(row, host) else { return }
        let why =
            isOver ? "nobody has pushed to it for \(days) days" : isLeft ? "its first push was not taken" : "its branch is gone"
        services.log(host, "The preview \(row.name) is destroyed: \(why)")
        guard isOver else { return _ = try AppRemoval(platform, services).run(row.name, withStorage: true) }
        try PreviewRemoval(platform, services).run(row)
    }
}
