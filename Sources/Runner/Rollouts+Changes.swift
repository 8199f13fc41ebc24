import GRDB
import Ledger
import Linux
import Model
import Operations
import Planning
import Wire

extension Rollouts {
    /// `config:set`: a new release with the slug of the current one. All or nothing, like a push.
    func setConfig(
        _ app: AppName,
        _ changes: [String: String?],
        runsRelease: Bool,
        _ peer: Peer,
        _ client: Conversation
    ) throws -> OperationResult {
        guard !changes.isEmpty else { throw Failure(.invalid, "nothing to set", hint: "renga config:set KEY=value") }
        return try change(app, peer, client, .config, runsRelease) { db, row, current in
            let config = try ConfigVars.changed(try db.configVars(row.id), by: changes)
            return NewDeploy(
                app: row.id,
                kind: .config,
                state: .booting,
                commit: current?.commit,
                slug: current?.slug,
                config: config,
                description: ConfigVars.description(of: changes),
                actor: peer.name
            )
        }
    }

    /// `rollback`: a new release with the slug and the config vars of an old one.
    func rollback(_ app: AppName, _ version: Int?, runsRelease: Bool, _ peer: Peer, _ client: Conversation) throws
        -> OperationResult
    {
        try change(app, peer, client, .rollback, runsRelease) { db, row, current in
            let chosen = try RollbackTarget(platform).find(app, version, among: try db.releases(row.id, limit: .max))
            guard chosen.deploy.id != current?.id else {
                throw Failure(
                    .conflict,
                    "v\(chosen.version) is what `\(app)` runs",
                    hint: "choose another: `renga releases -a \(app)`"
                )
            }
            let serving = try current.flatMap { try db.releaseVersion(ofDeploy: $0.id) }
            try KeepWeb.check(chosen.version, chosen.deploy.slug, after: serving, of: row, db)
            return NewDeploy(
                app: row.id,
                kind: .rollback,
                state: .booting,
                commit: chosen.deploy.commit,
                slug: chosen.deploy.slug,
                config: chosen.deploy.config,
                description: "Rollback to v\(chosen.version)",
                actor: peer.name
            )
        }
    }

    private typealias Maker = (Database, AppRow, DeployRow?) throws -> NewDeploy

    private func change(
        _ app: AppName,
        _ peer: Peer,
        _ client: Conversation,
        _ kind: DeployKind,
        _ runsRelease: Bool,
        _ make: Maker
    ) throws -> OperationResult {
        _ = try platform.ledger.read { try $0.existing(app) }
        let lock = try AppLock(platform).wait(app, client, for: "\(peer.name), \(kind.rawValue)")
        let (id, hasSlug, release) = try platform.ledger.write { db in
            let row = try db.existing(app)
            var new = try make(db, row, try row.currentDeploy.flatMap { try db.deploy($0) })
            let slug = try new.slug.flatMap { try db.slug($0)?.manifest }
            let command = runsRelease ? slug?.release : nil
            // Its dynos are not wanted before its release command has ended.
            if command != nil { new.state = .building }
            let id = try db.insertDeploy(new, now: Moment.wallMicroseconds())
            let order = slug.flatMap { slug in
                command.map {
                    ReleaseCommand.Order(app: app, uid: row.uid, deploy: id, command: $0, slug: slug, config: new.config)
                }
            }
            return (id, new.slug != nil, order)
        }
        if let release { try run(release, client) }
        if hasSlug { try bootOrExcuse(app, id, client) }
        let version = try platform.ledger.write { try $0.commitDeploy(id, now: Moment.wallMicroseconds()) }
        if hasSlug { _ = try serve(app, id) } else { awaitRound() }
        _ = consume lock
        let description = try platform.ledger.read { try $0.deploy(id)?.description } ?? ""
        return .release(version: version, message: description)
    }

    /// Nothing has to be served, but the app's log is to say it.
    private func awaitRound() {
        let round = fleet.wake()
        let _: Bool? = fleet.wait(until: Moment.monotonicMilliseconds() + 1_000) { $0.roundsDone >= round ? true : nil }
    }

    /// A release whose dynos do not come up is refused while the current one serves. Where that is down anyway, the change
    /// may be just what it lacked, so it is taken, and said.
    private func bootOrExcuse(_ app: AppName, _ deploy: Int64, _ client: Conversation) throws {
        let serves = fleet.read { $0.table.apps.first { $0.name == app.text }?.phase == .up }
        do {
            let result = try boot(app, deploy, client, isExcused: !serves)
            guard case .booted(_, _, let insecure?) = result, let (name, host) = insecure.min(by: { $0.key < $1.key }) else { return }
            let command = "ssh \(platform.configuration.gitHost)"
            let advice = RedirectAdvice.failure(name, of: app, host: host, platform.configuration, command: command)
            for line in Transcript.problem(advice) where line != " !" { try client.line(line) }
        } catch let failure as Failure where failure.code == .bootFailed && !serves {
            for line in failure.detail { try client.line("       \(line)") }
            try client.line(" !     \(failure.message). The app was down before, so the change is kept.")
        }
    }
}
