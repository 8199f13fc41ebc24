import Foundation
import GRDB
import Model
import Planning

/// How a deploy's row changes its state: as `DeployMachine` says, from the state that it was seen in, and in no other way.
extension Database {
    /// Moves a deploy on. Who comes second to a row is told which state it met.
    /// - Returns: the state that it is in now.
    @discardableResult
    package func move(_ id: Int64, _ event: DeployMachine.Event, now: Int64) throws -> DeployState {
        guard let deploy = try deploy(id) else { throw Failure(.internal, "the ledger has no deploy \(id)") }
        let next: DeployState
        do {
            next = try DeployMachine(kind: deploy.kind, state: deploy.state, reason: deploy.reason).next(event)
        } catch {
            throw Failure(error.code, "deploy \(id) (\(deploy.description)): \(error.message)")
        }
        guard next != deploy.state else { return next }
        try set(deploy, next, event, now: now)
        if next == .committed {
            if deploy.kind == .push { try noteRelease(ofPush: deploy, now: now) }
            try makeRelease(deploy, now: now)
        }
        if next == .failed { try forgetFirstDeploy(deploy) }
        return next
    }

    /// Makes a deploy the app's release. Doing it twice is doing it once: it keeps its number.
    package func release(_ id: Int64, _ event: DeployMachine.Event = .released, now: Int64) throws -> Int {
        try move(id, event, now: now)
        guard let version = try releaseVersion(ofDeploy: id) else {
            throw Failure(.internal, "deploy \(id) is a release and has no version")
        }
        return version
    }

    /// What a deploy is to run with, while it is built.
    func setConfig(_ config: [String: String], ofBuilding deploy: Int64) throws {
        let text = String(decoding: try JSONEncoder().encode(config), as: UTF8.self)
        try execute(
            sql: "UPDATE deploys SET config = seal(?, \(Secrets.deployConfig)) WHERE id = ? AND state = 'building'",
            arguments: [text, deploy]
        )
        guard changesCount == 1 else { throw Failure(.conflict, "deploy \(deploy) was given up meanwhile") }
    }

    private func set(_ deploy: DeployRow, _ next: DeployState, _ event: DeployMachine.Event, now: Int64) throws {
        let (slug, reason): (String?, String?) =
            switch event {
            case .made(let slug): (slug, nil)
            case .failed(let reason), .settled(.abort(let reason)): (nil, reason)
            case .answered, .released, .settled(.commit): (nil, nil)
            }
        try execute(
            sql: """
                UPDATE deploys SET state = ?, slug = coalesce(?, slug), reason = ?, settled_at = ? WHERE id = ? AND state = ?
                """,
            arguments: [next.rawValue, slug, reason, next.isSettled ? now : nil, deploy.id, deploy.state.rawValue]
        )
        guard changesCount == 1 else {
            let met = try self.deploy(deploy.id)?.state.rawValue ?? "gone"
            throw Failure(.conflict, "deploy \(deploy.id) is \(met) by now, and was \(deploy.state.rawValue) a moment ago")
        }
    }
}
