/// An app's own `renga.yml`: a buildpack's schema, laid over the buildpack that was detected.
package struct RengaFile: Hashable, Sendable, Codable {
    package static let fileName = "renga.yml"

    /// Chooses a buildpack by its id or where it comes from; `none`: everything is said here.
    package var buildpack: String?
    /// Chooses several, in the order in which they build.
    package var buildpacks: [BuildpackReference] = []
    package var stack: String?
    /// Path that has to answer with a status below 400 at boot.
    package var healthcheck: String?
    package var parts = Buildpack.Parts()

    package init() {}
}
