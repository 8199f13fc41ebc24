import Ledger
import Linux
import Model
import Wire

/// An app goes with its previews, a preview with its branch.
extension DestroyApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        let previews = try context.ledger.read { db in try db.previews(of: db.existing(app).id).map(\.name) }
        guard confirm == app.shown else { throw unconfirmed(previews) }
        let lock = try AppLock(context.platform).wait(app, context.client, for: "destroy") { context.runner.isStopping }
        let row = try context.ledger.read { try $0.existing(app) }
        let kept: String?
        if row.preview == nil {
            kept = try AppRemoval(context.platform, context.runner).run(app, withStorage: withStorage == true, context.client)
        } else {
            try PreviewRemoval(context.platform, context.runner).run(row, context.client)
            kept = nil
        }
        // Its deploy keys are away; a key that the ledger does not know is refused in any case.
        do { try Keys(context.platform).writeAuthorizedKeys() } catch { context.runner.note("authorized_keys is as it was: \(error)") }
        _ = consume lock
        // Whoever does not look after the machine has a name to ask for there.
        return Answer(keptStorage: context.peer.administers ? kept : kept.map { Files.name(of: $0) })
    }

    private func unconfirmed(_ previews: [AppName]) -> Failure {
        let more = previews.isEmpty ? "" : "\nits previews go with it: \(previews.map(\.shown).joined(separator: ", "))"
        return Failure(
            .refused,
            confirm.isEmpty ? "destroying `\(app)` needs its name once more" : "`\(confirm)` is not `\(app)`",
            hint:
                "this removes its repository, releases, config vars and logs for good: `renga destroy --app \(app) --confirm \(app)`"
                + "\nwhat is in its storage is kept, but with --with-storage" + more
        )
    }
}
