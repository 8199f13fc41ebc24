import Ledger
import Linux
import Model
import Planning
import Wire

extension ListPreviews: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (platform, limits) = (context.platform, context.platform.configuration.preview)
        let now = Moment.wallMicroseconds()
        return try context.ledger.read { db in
            let parent = try db.existing(app)
            let previews = try db.previews(of: parent.id).map { row in
                let summary = try AppDescription(platform).of(row, sleep: try db.sleep(row.id), db)
                let pushed = try db.lastPush(row.id)
                let known = try db.previewAge(row.id)
                let left = pushed.flatMap { PreviewAge.next(known, push: $0.deploy, passed: 0).secondsLeft(days: limits.daysMax) }
                return PreviewSummary(
                    name: row.name,
                    branch: summary.branch ?? "",
                    ref: row.preview?.ref.text ?? "",
                    url: summary.url,
                    release: summary.release,
                    commit: summary.commit,
                    pushedAt: pushed.map { Moment.text($0.at) },
                    expiresAt: left.map { Moment.text(now + $0 * 1_000_000) }
                )
            }
            return Answer(previews: previews, all: try db.previewsAll(parent.id), most: limits.perAppMax)
        }
    }
}
