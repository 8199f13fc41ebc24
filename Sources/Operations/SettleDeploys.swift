import Ledger
import Linux
import Model
import Planning

/// Recovery: brings every deploy that was left half done to one of its two ends, by what its ref says.
package struct SettleDeploys {
    private let platform: Platform
    private let refTarget: (AppName, RefName) throws -> CommitID?

    package init(_ platform: Platform, refTarget: @escaping (AppName, RefName) throws -> CommitID?) {
        self.platform = platform
        self.refTarget = refTarget
    }

    /// Settles an app's deploys. The caller holds the app's lock: nobody works on them.
    /// - Parameter quarantine: where git keeps the objects of the push that is under way, if that is the caller's.
    /// - Returns: what was done, as lines for people.
    package func run(_ name: AppName, quarantine: String? = nil) throws -> [String] {
        let now = Moment.wallMicroseconds()
        try InterruptedPush(root: platform.root).clear(name, keeping: quarantine)
        let pending = try platform.ledger.read { db in
            try db.app(name).map { try db.unsettledDeploys($0.id) } ?? []
        }
        var lines: [String] = []
        for deploy in pending {
            let target = try deploy.ref.flatMap { try refTarget(name, $0) }
            switch DeploySettlement.decide(
                kind: deploy.kind,
                state: deploy.state,
                commit: deploy.commit,
                refTarget: target
            )
            {
            case .commit:
                let version = try platform.ledger.write { try $0.commitDeploy(deploy.id, now: now) }
                lines.append("Completed an interrupted deploy: v\(version) (\(deploy.description))")
            case .abort(let reason):
                try platform.ledger.write { try $0.failDeploy(deploy.id, reason: reason, now: now) }
                lines.append("\(deploy.description) was given up: \(reason)")
            case nil: break
            }
        }
        return lines
    }
}
