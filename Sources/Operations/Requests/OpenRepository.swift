import Ledger
import Model
import Wire

extension OpenRepository: Operation {
    package func run(_ context: Context) throws -> Answer {
        let platform = context.platform
        let (row, host, all) = try platform.ledger.read { db in
            let (row, host) = (try db.app(app), try db.host(of: app))
            return (row, host, try row.map { try db.previewsAll($0.id) } ?? false)
        }
        guard let row else {
            throw Failure(
                .notFound,
                "there is no app `\(app)`",
                hint: "create it with `ssh \(platform.configuration.gitHost) create \(app)`, then push again"
            )
        }
        if let preview = row.preview {
            let branch = HarmlessText.text(preview.ref.short)
            let way = access == .write ? "push `\(branch)` there" : "its branch there is `\(branch)`"
            throw Failure(
                .refused,
                "`\(app)` is a preview: its code is a branch of `\(host)`",
                hint: "\(way): \(platform.gitURL(host))"
            )
        }
        if access == .write { try DiskRoom(platform).checkPush(of: app) }
        return Answer(url: platform.gitURL(app), limits: platform.configuration.git, of: app, previewsAll: all ? true : nil)
    }
}
