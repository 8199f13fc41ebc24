/// The files of a classic buildpack as they are used in one build.
struct ClassicCheckout: Hashable {
    /// What a step's key calls it.
    static let layerName = "the buildpack"

    /// Of its layer.
    let key: String
    /// A commit, or the sum of an archive or a folder.
    let version: String
}
