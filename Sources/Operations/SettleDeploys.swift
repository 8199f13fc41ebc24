import Ledger
import Linux
import Model
import Planning

/// Recovery: brings every deploy that was left half done to one of its two ends, by what its ref says.
package struct SettleDeploys {
    private let platform: Platform
    private let refTarget: (AppName, RefName) throws -> CommitID?

    /// - Parameter refTarget: asks the repository of an app, which for a preview is its app's.
    package init(_ platform: Platform, refTarget: @escaping (AppName, RefName) throws -> CommitID?) {
        self.platform = platform
        self.refTarget = refTarget
    }

    /// Settles an app's deploys. The caller holds the app's lock, of a preview that of its app: nobody works on them.
    /// - Parameter quarantine: where git keeps the objects of the push that is under way, if that is the caller's.
    /// - Returns: what was done, as lines for people.
    package func run(_ name: AppName, quarantine: String? = nil) throws -> [String] {
        let now = Moment.wallMicroseconds()
        let host = try platform.ledger.read { try $0.host(of: name) }
        try InterruptedPush(root: platform.root).clear(host, keeping: quarantine)
        let pending = try platform.ledger.read { db in
            try db.app(name).map { try db.unsettledDeploys($0.id) } ?? []
        }
        // Somebody who pushes to the repository's path holds no lock between the two hooks. Asked before any ref is read: who is
        // gone by then moves none.
        let mayMove = try pending.contains { $0.state == .prepared } && ReceivePack.isAtWork(in: platform.root.repository(host))
        var lines: [String] = []
        for deploy in pending {
            let target = try deploy.ref.flatMap { try refTarget(host, $0) }
            try platform.ledger.write { db in
                // As it is now: who worked on it may have come to an end since.
                guard let deploy = try db.deploy(deploy.id),
                    let settlement = DeploySettlement.decide(
                        kind: deploy.kind,
                        state: deploy.state,
                        commit: deploy.commit,
                        refTarget: target,
                        mayMove: mayMove
                    )
                else { return }
                try db.move(deploy.id, .settled(settlement), now: now)
                lines.append(try Self.line(settlement, deploy, version: db.releaseVersion(ofDeploy: deploy.id)))
            }
        }
        return lines
    }

    private static func line(_ settlement: DeploySettlement, _ deploy: DeployRow, version: Int?) -> String {
        switch settlement {
        case .commit: "Completed an interrupted deploy: v\(version ?? 0) (\(deploy.description))"
        case .abort(let reason): "\(deploy.description) was given up: \(reason)"
        }
    }
}
