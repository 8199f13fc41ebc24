import Ledger
import Model

/// A change of release that would take a serving app down is refused: one has to say that there are to be no web dynos.
package enum KeepWeb {
    /// - Parameters:
    ///   - version: the release to go back to, and its slug.
    ///   - current: the one that serves.
    package static func check(_ version: Int, _ slug: String?, after current: Int?, of app: AppRow, _ db: Transaction) throws {
        guard try AppFormation.webDynos(of: app, db) > 0, let manifest = try slug.flatMap({ try db.slug($0) })?.manifest,
            manifest.processes["web"] == nil
        else { return }
        throw Failure(
            .refused,
            "v\(version) has no process type `web`, and \(current.map { "v\($0)" } ?? "the current release") serves with one: the app would go down",
            hint: "to have no web dynos from now on: ps:scale web=0 -a \(app.name), and roll back again"
        )
    }
}
