extension Buildpack {
    /// What a buildpack and an app's `renga.yml` both may say.
    package struct Parts: Hashable, Sendable, Codable {
        package var versions: [VersionRule] = []
        package var buildPackages: [PackageRule] = []
        package var runPackages: [PackageRule] = []
        package var steps: [Step] = []
        package var environment: [Variable] = []
        package var processes: [ProcessRule] = []

        package init() {}
    }
}
