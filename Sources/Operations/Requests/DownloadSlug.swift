import Archive
import Ledger
import Linux
import Model
import Wire

/// The slug of a release in one file, out of the pieces that are kept.
extension DownloadSlug: Operation {
    package func run(_ context: Context) throws -> Answer {
        let platform = context.platform
        let (number, row) = try platform.ledger.read { db in try find(platform, db) }
        let layers = row.manifest.archived.map { platform.root.slugPart($0.key) }
        guard layers.allSatisfy(Files.exists) else { throw gone(number, platform) }
        let archive = try SlugArchive(manifest: Array(row.json.utf8), layers: layers)
        try context.client.bytes(archive.bytes) { try archive.write(to: $0) }
        return Done()
    }

    private func find(_ platform: Platform, _ db: Transaction) throws -> (Int, SlugRow) {
        let row = try db.existing(app)
        let release =
            try version.map { try db.release(row.id, version: $0) } ?? db.releases(row.id).first { $0.deploy.id == row.currentDeploy }
        guard let release else {
            throw Failure(
                .notFound,
                version.map { "\(app) has no release v\($0)" } ?? "\(app) has no release",
                hint: "`renga releases -a \(app)` lists them"
            )
        }
        if let slug = try release.deploy.slug.flatMap({ try db.slug($0) }) { return (release.version, slug) }
        guard release.deploy.kind != .initial else {
            throw Failure(.notFound, "v\(release.version) of \(app) has no slug: nothing was pushed then", hint: "push first")
        }
        throw gone(release.version, platform)
    }

    private func gone(_ version: Int, _ platform: Platform) -> Failure {
        Failure(
            .notFound,
            "the slug of v\(version) is not kept any more",
            hint: "`build.releases_kept` in \(platform.root.configuration) says how many are; push its commit again to have it back"
        )
    }
}
