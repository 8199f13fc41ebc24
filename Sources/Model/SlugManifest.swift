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

    /// The version of a manifest's form. One that is newer than ours is refused, not misread.
    package struct Format: Hashable, Sendable, Codable {
        /// 2: there may be several buildpacks.
        package static let newest = 2
        private let number: Int

        package init() { number = Self.newest }

        package init(from decoder: any Decoder) throws {
            number = try decoder.singleValueContainer().decode(Int.self)
            guard (1...Self.newest).contains(number) else {
                throw Failure(
                    .unavailable,
                    "a slug has format \(number); this version of Renga knows formats 1 to \(Self.newest)",
                    hint: "it was made by a newer version: install that one again"
                )
            }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(number)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case format, app, commit, stack, layers, processes, release, environment, versions, reasons, healthcheck, secrets, chosen, steady,
            cron, checks, predestroy
        case last = "buildpack"
        case several = "buildpacks"
    }

    package private(set) var format = Format()
    package var app: AppName
    package var commit: CommitID
    package var stack: String
    /// All that format 1 has. A runner of the version before, which is still there during an upgrade, reads it.
    private var last: String
    private var several: [String]?
    /// Top first, as overlayfs wants them; toolchain and stack are named but not part of the archive.
    package var layers: [Layer]
    /// Process type to command; `release` is not among them.
    package var processes: [String: String]
    package var release: String?
    /// What the buildpacks set for dynos; config vars go over it.
    package var environment: [String: String]
    /// Toolchain to version, as recorded at the first success.
    package var versions: [String: String]
    /// Toolchain to why it is that version; nil in slugs of older versions.
    package var reasons: [String: String]?
    /// Path that has to answer with a status below 400 at boot; nil: any answer to `GET /` counts.
    package var healthcheck: String?
    /// What its web dynos are asked while they are up; nil: nothing.
    package var steady: SteadyCheck?
    /// What its dynos are asked beside pages, by process type; nil: nothing.
    package var checks: [String: TypeChecks]?
    /// What is run at certain times; nil: nothing.
    package var cron: [CronJob]?
    /// What is run before the preview is destroyed that it is of; nil: nothing.
    package var predestroy: String?
    /// Names of variables whose values are the app's secrets, in the ledger; nil: none. Config vars go over them.
    package var secrets: [String]?
    /// The buildpacks that somebody wrote down for it, in order; nil: its files decided, and in slugs of older versions.
    package var chosen: [BuildpackReference]?

    package init(
        app: AppName,
        commit: CommitID,
        stack: String,
        buildpacks: [String],
        layers: [Layer],
        processes: [String: String],
        release: String?,
        environment: [String: String],
        versions: [String: String],
        healthcheck: String? = nil,
        secrets: [String]? = nil
    ) {
        self.app = app
        self.commit = commit
        self.stack = stack
        several = buildpacks
        last = buildpacks.last ?? ""
        self.layers = layers
        self.processes = processes
        self.release = release
        self.environment = environment
        self.versions = versions
        self.healthcheck = healthcheck
        self.secrets = secrets
    }

    /// Their ids, in the order in which they built.
    package var buildpacks: [String] { several ?? [last] }

    /// The key of the base system that it stands on.
    package var base: String? { layers.last { $0.role == .stack }?.key }
    /// What it stands on, top first: toolchains, and the base system.
    package var below: [String] { layers.filter { $0.role == .toolchain || $0.role == .stack }.map(\.key) }

    /// What stays the app's buildpacks where nobody chooses others: what was chosen, or what was found without what builds beside it.
    package var pinned: [BuildpackReference] {
        // Older versions wrote a title here.
        chosen ?? buildpacks.suffix(1).filter { $0 != Buildpack.none.id }.compactMap { try? BuildpackReference(ofHeroku: $0) }
    }

    /// The layers that belong to the slug itself, bottom first: the order in which an archive unpacks.
    package var archived: [Layer] { layers.filter { $0.role == .source || $0.role == .step }.reversed() }
}
