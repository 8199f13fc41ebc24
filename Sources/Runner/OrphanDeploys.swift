import Git
import Ledger
import Linux
import Model
import Operations

/// Settles deploys that nobody works on any more: their builder is gone and the app's lock is free.
final class OrphanDeploys: Sendable {
    private let platform: Platform
    private let fleet: Fleet
    private let logs: AppLogs
    private let sweepBuilds: @Sendable () throws -> Void

    /// - Parameter sweepBuilds: removes what builds left that were killed.
    init(platform: Platform, fleet: Fleet, logs: AppLogs, sweepBuilds: @escaping @Sendable () throws -> Void) {
        self.platform = platform
        self.fleet = fleet
        self.logs = logs
        self.sweepBuilds = sweepBuilds
    }

    func settle() {
        do {
            let pending = try platform.ledger.read { try $0.unsettledDeploys() }
            let attended = fleet.read(\.attended)
            for app in Set(pending.filter { !attended.contains($0.id) }.map(\.app)) {
                guard let name = try platform.ledger.read({ try $0.app(id: app)?.name }) else { continue }
                do {
                    try settle(name)
                } catch {
                    // What stands in one repository is no reason to leave the others' deploys.
                    Diagnostics.say("cannot settle the interrupted deploys of \(name): \(error)")
                }
            }
        } catch {
            Diagnostics.say("cannot settle interrupted deploys: \(error)")
        }
    }

    private func settle(_ name: AppName) throws {
        let host = try platform.ledger.read { try $0.host(of: name) }
        // Whoever holds the lock works on it. Held while we settle: no push begins in between.
        guard let push = try FileLock.trying(for: platform.root.lock(host)) else { return }
        guard let build = try FileLock.trying(for: platform.root.buildLock(name)) else { return }
        // Between its hooks, a push to the repository's path holds neither.
        guard try !ReceivePack.isAtWork(in: platform.root.repository(host)) else { return }
        for line in try SettleDeploys(platform, refTarget: refTarget).run(name) { logs.api(name, line) }
        _ = consume build
        _ = consume push
        try sweepBuilds()
    }

    func refTarget(_ app: AppName, _ ref: RefName) throws -> CommitID? {
        try BoundedGit(platform.configuration, platform.root).target(ofRef: ref, in: platform.root.repository(app))
    }
}
