import Ledger
import Linux
import Model

/// An app as `renga info` and `renga apps` show it.
struct AppDescription {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    /// - Parameter sleep: nil: it never sleeps.
    func of(_ app: AppRow, sleep: SleepRow?, _ db: Transaction) throws -> AppSummary {
        let deploy = try app.currentDeploy.flatMap { try db.deployHead($0) }
        let slug = try deploy?.slug.flatMap { try platform.ledger.slugs.of($0, db) }
        let routing = try db.routing(app.id)
        let known = Set(slug?.parts.types ?? [])
        var summary = AppSummary(
            name: app.name,
            url: platform.configuration.url(of: app.name, redirects: routing.policy.redirectsToHTTPS),
            domains: try db.domains(app.id).map(\.text),
            maintenance: routing.maintenance,
            paused: routing.policy.isPaused,
            gitURL: platform.gitURL(app.name),
            stack: slug?.parts.stack ?? app.stack,
            buildpacks: slug?.parts.buildpacks ?? [],
            folder: app.folder,
            release: try app.currentDeploy.flatMap { try db.releaseVersion(ofDeploy: $0) },
            commit: deploy?.commit,
            slugBytes: slug?.bytes,
            formation: try AppFormation.quantities(of: app, known, db),
            createdAt: Moment.text(app.createdAt)
        )
        if app.name.isRenamed { summary.firstName = app.name.text }
        summary.idleSince = sleep?.idleSince(app.currentDeploy).map { Moment.text($0) }
        if let preview = app.preview {
            let parent = try db.app(id: preview.parent)?.name
            summary.parent = parent
            summary.branch = HarmlessText.text(Previews.branch(of: preview.ref))
            // Its code is there.
            if let parent { summary.gitURL = platform.gitURL(parent) }
        }
        return summary
    }
}
