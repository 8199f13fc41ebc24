import Ledger
import Linux
import Model
import Wire

extension OpenPreview: Operation {
    package func run(_ context: Context) throws -> Answer {
        let platform = context.platform
        let preview = try Previews(platform).open(ref, of: app)
        if preview.isMade {
            try BuildLogs(platform.root, readers: try GitUser(platform).account.gid).makeFolder(preview.row.name)
            context.runner.beginLog(preview.row.name)
            let branch = HarmlessText.text(preview.row.preview.map { Previews.branch(of: $0.ref) } ?? "")
            context.runner.log(preview.row.name, "Preview of the branch \(branch) of \(app)")
        }
        return Answer(app: preview.row.name, isNew: preview.isNew)
    }
}
