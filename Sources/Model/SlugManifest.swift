/// What a slug is made of: the first entry of its archive, and all that a dyno needs to start from it.
package struct SlugManifest: Hashable, Sendable, Codable {
    package struct Layer: Hashable, Sendable, Codable {
        package enum Role: String, Sendable, Codable { case source, step, toolchain, stack }
        package var key: String
        package var role: Role
        package var name: String

        package init(key: String, role: Role, name: String) {
            self.key = key
            self.role = role
            self.name = name
        }
    }

    package static let currentFormat = 1

    package var format = SlugManifest.currentFormat
    package var app: AppName
    package var commit: CommitID
    package var stack: String
    package var buildpack: String
    /// Top first, as overlayfs wants them; toolchain and stack are named but not part of the archive.
    package var layers: [Layer]
    /// Process type to command; `release` is not among them.
    package var processes: [String: String]
    package var release: String?
    /// What the buildpacks set for dynos; config vars go over it.
    package var environment: [String: String]
    /// Toolchain to version, as recorded at the first success.
    package var versions: [String: String]
    /// Path that has to answer with a status below 400 at boot; nil: any answer to `GET /` counts.
    package var healthcheck: String?

    package init(
        app: AppName,
        commit: CommitID,
        stack: String,
        buildpack: String,
        layers: [Layer],
        processes: [String: String],
        release: String?,
        environment: [String: String],
        versions: [String: String],
        healthcheck: String? = nil
    ) {
        self.app = app
        self.commit = commit
        self.stack = stack
        self.buildpack = buildpack
        self.layers = layers
        self.processes = processes
        self.release = release
        self.environment = environment
        self.versions = versions
        self.healthcheck = healthcheck
    }

    /// The layers that belong to the slug itself, bottom first: the order in which an archive unpacks.
    package var archived: [Layer] { layers.filter { $0.role == .source || $0.role == .step }.reversed() }
}
