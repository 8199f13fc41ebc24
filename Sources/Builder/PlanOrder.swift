import Ledger
import Model
import Planning

/// What the child that plans is asked: all that a plan depends on besides the tree and the installation's own files.
struct PlanOrder: Codable {
    /// A commit, or an annotated tag of one.
    var pushed: CommitID
    /// Of an app that chooses none in its files.
    var stack: String
    /// The app's own buildpack at its last success, the last of them; nil where there is none yet.
    var usual: String?
    /// Toolchain to version, as of the last success.
    var pinned: [String: String]
    /// Toolchains whose publishers' lists have been looked at for this push, or cannot be.
    var settled: [String] = []
    /// Nothing was deployed of the app yet.
    var isFirst: Bool
    /// nil: the app is the whole repository.
    var folder: ChosenFolder?
    /// How a tree is sent that is no commit's, for who sends something else; nil: git has the tree.
    var sentBy: String?
    /// What it is set to be built by, in order; none: its files decide.
    var chosen: [BuildpackReference] = []
    /// Who says so.
    var chosenBy: String?
    /// Of app.json's `environments`: `review`, as Heroku calls it, for previews.
    var environment: String?

    static let bytesMax = 1 << 20
}

extension PlanOrder {
    /// For an app as it is in the ledger.
    init(of app: AppRow, _ config: [String: String], pushed: CommitID, _ ledger: Ledger) throws {
        self = try ledger.read { db in
            let slug = try app.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0) }
            return PlanOrder(
                pushed: pushed,
                stack: app.stack,
                // Those before it built beside it.
                usual: app.buildpacks == [] ? nil : slug?.manifest.buildpacks.last,
                pinned: try db.pins(app.id),
                isFirst: try db.lastPushedRef(app.id) == nil && db.wishes(app.id) == nil
            )
        }
        if app.preview != nil { environment = AppJSON.review }
        folder = try ChosenFolder(setting: app.folder, config: config)
        if let set = app.buildpacks, !set.isEmpty {
            chosen = set
        } else if let (name, buildpack) = try ChosenBuildpack.of(config) {
            (chosen, chosenBy) = ([buildpack], "the config var \(name)")
        }
    }
}
