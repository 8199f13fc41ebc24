import Ledger
import Linux
import Model
import Operations
import Planning
import Wire

extension Rollouts {
    /// A release that is no push. All or nothing, as a push is.
    func release(_ change: ReleaseChange, _ client: any Client) throws -> MadeRelease {
        let app = change.app
        _ = try platform.ledger.read { try $0.existing(app) }
        let lock = try AppLock(platform).wait(app, client, for: change.purpose) { fleet.read(\.stopping) }
        let (id, hasSlug, release) = try platform.ledger.write { db throws -> (Int64, Bool, ReleaseCommand.Order?) in
            let row = try db.existing(app)
            var new = try change.make(db, row, try row.currentDeploy.flatMap { try db.deploy($0) })
            let slug = try new.slug.flatMap { try db.slug($0)?.manifest }
            let command = change.runsRelease ? slug?.release : nil
            // Its dynos are not wanted before its release command has ended.
            new.state = DeployMachine.start(isMade: command == nil)
            let id = try db.insertDeploy(new, now: Moment.wallMicroseconds())
            guard let slug, let command else { return (id, new.slug != nil, nil) }
            var order = ReleaseCommand.Order(
                app: app,
                uid: row.uid,
                deploy: id,
                command: command,
                slug: slug,
                secrets: try db.secrets(of: slug, row.id),
                config: new.config
            )
            order.mounts = try db.deploy(id)?.storage.map { StorageMount(app, $0) } ?? []
            return (id, true, order)
        }
        do {
            if let release { try run(release, client) }
            if hasSlug { try bootOrExcuse(app, id, client) }
        } catch var failure as Failure where [.bootFailed, .buildFailed, .cancelled, .unavailable].contains(failure.code) {
            failure.hint = [failure.hint, try unchanged(app)].compactMap { $0 }.joined(separator: "\n")
            throw failure
        }
        let version = try platform.ledger.write { try $0.release(id, now: Moment.wallMicroseconds()) }
        if hasSlug { try awaitServing(app, id, as: version) } else { awaitRound() }
        _ = consume lock
        let description = try platform.ledger.read { try $0.deploy(id)?.description } ?? ""
        return MadeRelease(version: version, message: description)
    }

    /// As a refused push ends.
    private func unchanged(_ app: AppName) throws -> String {
        let serving = try platform.ledger.read { db in try db.app(app).flatMap { try db.servingVersion($0) } }
        return "nothing has changed" + (serving.map { ", v\($0) goes on serving" } ?? "")
    }

    private func awaitServing(_ app: AppName, _ deploy: Int64, as version: Int) throws {
        do {
            _ = try awaitServing(app, deploy)
        } catch let failure as Failure {
            throw Failure(failure.code, "v\(version) is released, but \(failure.message)", hint: failure.hint, detail: failure.detail)
        }
    }

    /// Nothing has to be served, but the app's log is to say it.
    private func awaitRound() {
        let round = fleet.wake()
        let _: Bool? = fleet.wait(until: Moment.monotonicMilliseconds() + 1_000) { $0.roundsDone >= round ? true : nil }
    }

    /// A release whose dynos do not come up is refused while the current one serves. Where that is down anyway, the change
    /// may be just what it lacked, so it is taken, and said. One that sleeps is not down.
    private func bootOrExcuse(_ app: AppName, _ deploy: Int64, _ client: any Client) throws {
        let serves = fleet.read { state in
            state.table.apps.first { $0.name == app.text }.map { $0.phase == .up || $0.isAsleep } ?? false
        }
        do {
            let result = try awaitBoot(app, deploy, client, isExcused: !serves)
            guard let (name, host) = result.insecure.min(by: { $0.key < $1.key }) else { return }
            let command = "ssh \(platform.configuration.gitHost)"
            let advice = RedirectAdvice.failure(name, of: app, host: host, platform.configuration, command: command)
            for line in Transcript.problem(advice) where line != " !" { try client.line(line) }
        } catch let failure as Failure where failure.code == .bootFailed && !serves {
            for line in failure.detail { try client.line("       \(line)") }
            try client.line(" !     \(failure.message). The app was down before, so the change is kept.")
        }
    }
}
