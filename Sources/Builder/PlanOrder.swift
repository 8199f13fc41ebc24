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

    static let bytesMax = 1 << 20
}
