import Ledger
import Model
import Wire

extension DestroyPreview: Operation {
    package func run(_ context: Context) throws -> Answer {
        _ = try find(context)
        let lock = try AppLock(context.platform).wait(app, context.client, for: "previews:destroy") { context.runner.isStopping }
        defer { withExtendedLifetime(lock) {} }
        let row = try find(context)
        let kept = try PreviewRemoval(context.platform, context.runner).run(row, context.client)
        return Answer(preview: row.name, keptBranch: kept)
    }

    private func find(_ context: Context) throws -> AppRow {
        let known = try context.ledger.read { db in try db.previews(of: db.existing(app).id) }
        func isMeant(_ row: AppRow) -> Bool {
            guard let ref = row.preview?.ref else { return false }
            return [row.name.text, Previews.branch(of: ref), ref.short, ref.text].contains(branch)
        }
        if let row = known.first(where: isMeant) { return row }
        let branches = known.compactMap { $0.preview.map { Previews.branch(of: $0.ref) } }
        throw Failure(
            .notFound,
            "`\(app)` has no preview of `\(HarmlessText.text(branch))`",
            hint: NearestWord.to(branch, among: branches).map { "did you mean `\(HarmlessText.text($0))`?" }
                ?? "`renga previews -a \(app)` lists them"
        )
    }
}
