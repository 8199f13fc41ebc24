import Ledger
import Linux
import Model
import Planning

/// Builds as people are told of them, out of the ledger and the folder of build logs.
struct BuildReport {
    private let platform: Platform
    private let app: AppName

    init(_ platform: Platform, _ app: AppName) {
        self.platform = platform
        self.app = app
    }

    func summary(_ row: BuildRow) throws -> BuildSummary {
        var summary = BuildSummary(
            number: row.number,
            status: BuildSummary.Status(row.state),
            version: row.version,
            commit: row.commit,
            actor: row.actor,
            createdAt: Moment.text(row.createdAt),
            milliseconds: max(0, ((row.settledAt ?? Moment.wallMicroseconds()) - row.createdAt) / 1000),
            reason: row.reason,
            cancelledBy: row.cancelledBy,
            hasLog: Files.exists(log(row))
        )
        if summary.status == .building, let before = try BuildQueue(platform.root).before(newestOf: app), before > 0 {
            summary.buildsBefore = before
        }
        return summary
    }

    func log(_ row: BuildRow) -> String { platform.root.buildLog(app, row.number) }

    func find(_ name: BuildName) throws -> BuildRow {
        try platform.ledger.read { db throws -> BuildRow in
            let row = try db.existing(app)
            if let build = try db.build(row.id, name) { return build }
            let hint = "`renga builds -a \(app)` lists them"
            switch name {
            case .latest:
                throw Failure(.notFound, "\(app) has no builds yet", hint: "a push makes one: git push heroku main")
            case .number(let number): throw Failure(.notFound, "\(app) has no build \(number)", hint: hint)
            case .release(let version):
                guard try db.release(row.id, version: version) != nil else {
                    throw Failure(.notFound, "\(app) has no release v\(version)", hint: "`renga releases -a \(app)` lists them")
                }
                throw Failure(.notFound, "v\(version) of \(app) came of no build", hint: hint)
            }
        }
    }

    /// The log of a build that is not kept any more.
    func gone(_ row: BuildRow) -> Failure {
        Failure(
            .notFound,
            "the log of build \(row.number) is not kept any more",
            hint: "`build.logs_kept` in \(platform.root.configuration) says how many are, beside those of kept releases"
        )
    }
}
