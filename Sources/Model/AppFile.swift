/// An app's own `renga.yml`: a buildpack's schema, laid over the buildpack that was detected.
package struct AppFile: Hashable, Sendable, Codable {
    package static let fileName = "renga.yml"

    /// Chooses a buildpack by its id; `none`: everything is said here.
    package var buildpack: String?
    package var stack: String?
    /// Path that has to answer with a status below 400 at boot.
    package var healthcheck: String?
    package var versions: [Buildpack.VersionRule] = []
    package var buildPackages: [Buildpack.PackageRule] = []
    package var runPackages: [Buildpack.PackageRule] = []
    package var steps: [Buildpack.Step] = []
    package var environment: [Buildpack.Variable] = []
    package var processes: [Buildpack.ProcessRule] = []

    package init() {}
}
