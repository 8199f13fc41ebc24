import Model

/// All that a push will do, decided from the tree alone and before anything runs.
package struct BuildPlan: Hashable, Sendable, Codable {
    package var stack: String
    /// Buildpack's id, name and file.
    package var buildpack: Origin
    /// Why this buildpack.
    package var detected: [String]
    package var versions: [ChosenVersion]
    /// Installed over the run packages for the build only.
    package var buildPackages: [String]
    package var runPackages: [String]
    package var steps: [PlannedStep]
    /// By type, `release` among them.
    package var processes: [PlannedProcess]
    /// Of dynos; config vars go over it.
    package var environment: [String: String]
    package var healthcheck: String?
    /// What `app.json` wants at the first deploy.
    package var formation: [String: Int]
    /// Config vars that `app.json` requires.
    package var requiredConfig: [String]
    package var notes: [String]
    package var warnings: [Warning]
    /// Paths that `.slugignore` takes out of the slug.
    package var ignored: [String]

    package struct Origin: Hashable, Sendable, Codable {
        package var id: String
        package var name: String
        package var file: String
    }

    package struct Warning: Hashable, Sendable, Codable {
        package var message: String
        package var hint: String?
    }

    /// What runs once before a release, if the app declares it.
    package var release: String? { processes.first { $0.type == "release" }?.command }

    /// Process types that dynos can be of.
    package var dynoTypes: [PlannedProcess] { processes.filter { $0.type != "release" } }
}
