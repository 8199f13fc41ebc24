/// An app's own `renga.yml`: a buildpack's schema, laid over the buildpack that was detected.
package struct RengaFile: Hashable, Sendable, Codable {
    package static let fileName = "renga.yml"

    /// Chooses a buildpack by its id; `none`: everything is said here.
    package var buildpack: String?
    package var stack: String?
    /// Path that has to answer with a status below 400 at boot.
    package var healthcheck: String?
    package var parts = Buildpack.Parts()

    package init() {}
}
