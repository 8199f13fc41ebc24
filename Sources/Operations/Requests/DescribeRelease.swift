import Ledger
import Linux
import Model
import Wire

extension DescribeRelease: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            let row = try db.existing(app)
            let current = try row.currentDeploy.flatMap { try db.releaseVersion(ofDeploy: $0) }
            guard let wanted = version ?? current else {
                throw Failure(.notFound, "`\(app)` has no release yet", hint: "a push makes one: git push heroku main")
            }
            guard let release = try db.release(row.id, version: wanted) else { throw try none(wanted, row, db) }
            let previous = try db.release(row.id, version: wanted - 1)
            let slugs = (
                try previous?.deploy.slug.flatMap { try db.slug($0)?.manifest },
                try release.deploy.slug.flatMap { try db.slug($0)?.manifest }
            )
            return ReleaseDetails(
                release: ReleaseSummary(release, isCurrent: release.deploy.id == row.currentDeploy),
                build: release.deploy.build,
                deploy: release.deploy.id,
                releaseCommand: slugs.1?.release,
                previous: previous?.version,
                changes: Self.changes(previous?.deploy.commit, release.deploy.commit, slugs)
                    + Self.pairs("Storage", Self.storage(previous), Self.storage(release)),
                config: config(previous?.deploy.config ?? [:], release.deploy.config)
            )
        }
    }

    private func none(_ version: Int, _ row: AppRow, _ db: Transaction) throws -> Failure {
        let newest = try db.releases(row.id, limit: 1).first.map { ": the newest is v\($0.version)" } ?? ""
        return Failure(.notFound, "there is no v\(version) of `\(app)`\(newest)", hint: "`renga releases -a \(app)` lists them")
    }

    private func config(_ old: [String: String], _ new: [String: String]) -> [ReleaseDetails.ConfigChange] {
        ConfigVars.changes(from: old, to: new).keys.sorted().map { name in
            ReleaseDetails.ConfigChange(
                name: name,
                kind: old[name] == nil ? .set : new[name] == nil ? .removed : .changed,
                before: showsValues ? old[name] : nil,
                after: showsValues ? new[name] : nil
            )
        }
    }

    private static func storage(_ release: ReleaseRow?) -> [String: String] {
        Dictionary((release?.deploy.storage ?? []).map { ($0.name, $0.path) }, uniquingKeysWith: { $1 })
    }

    private static func change(_ name: String, _ before: String?, _ after: String?) -> ReleaseDetails.Change? {
        before == after ? nil : ReleaseDetails.Change(name: name, before: before, after: after)
    }

    private static func pairs(_ name: String, _ old: [String: String]?, _ new: [String: String]?) -> [ReleaseDetails.Change] {
        Set((old ?? [:]).keys).union((new ?? [:]).keys).sorted().compactMap { change("\(name) \($0)", old?[$0], new?[$0]) }
    }

    private static func changes(
        _ old: CommitID?,
        _ new: CommitID?,
        _ slugs: (old: SlugManifest?, new: SlugManifest?)
    ) -> [ReleaseDetails.Change] {
        let code = change("Commit", old?.short, new?.short)
        // Of a release whose slug was removed nothing more is known.
        guard let after = slugs.new else { return [code].compactMap { $0 } }
        let before = slugs.old
        return [
            code, change("Stack", before?.stack, after.stack),
            change("Buildpacks", before?.buildpacks.joined(separator: ", "), after.buildpacks.joined(separator: ", ")),
            change("Release command", before?.release, after.release),
        ].compactMap { $0 } + pairs("Process type", before?.processes, after.processes)
            + pairs("Version of", before?.versions, after.versions)
    }
}

extension ReleaseSummary {
    init(_ release: ReleaseRow, isCurrent: Bool) {
        self.init(
            version: release.version,
            description: release.deploy.description,
            actor: release.deploy.actor,
            createdAt: Moment.text(release.createdAt),
            commit: release.deploy.commit,
            slug: release.deploy.slug,
            current: isCurrent,
            canRun: release.deploy.slug != nil
        )
    }
}
