import Model

/// All that a push will do, decided from the tree alone and before anything runs.
package struct BuildPlan: Hashable, Sendable, Codable {
    package var stack: String
    /// In the order in which they build: each sees what those before it have left and exported.
    package var buildpacks: [PlannedBuildpack]
    /// Those that somebody wrote down for the app; nil: its files decided.
    package var chosen: [BuildpackReference]?
    /// The one that `renga.yml` chooses, or that stays since it built the app before; nil: others are chosen, or its files decide now.
    package var using: BuildpackReference?
    package var versions: [ChosenVersion]
    /// From the stack upwards.
    package var toolchains: [PlannedToolchain]
    /// Repositories inside of it, whose files are fetched.
    package var submodules: [PlannedSubmodule] = []
    package var steps: [PlannedStep]
    /// By type, `release` among them; those that steps say come to them later (`processesAreKnown`).
    package var processes: [PlannedProcess]
    /// Of dynos; config vars go over it.
    package var environment: [String: String]
    package var healthcheck: String?
    /// What web dynos are asked while they are up.
    package var steady: SteadyCheck?
    /// Beside pages, by process type; nil: nothing.
    package var checks: [String: TypeChecks]?
    /// What is run at certain times; nil: nothing.
    package var cron: [CronJob]?
    /// What is run before a preview is destroyed; nil: nothing, or it is none.
    package var predestroy: String?
    /// What `app.json` wants at the first deploy.
    package var formation: [String: Int]
    /// Config vars that `app.json` requires.
    package var requiredConfig: [String]
    /// What else `app.json` wants at the first deploy; nil: this is none, or it wants nothing.
    package var first: FirstDeploy?
    package var notes: [String]
    package var warnings: [Warning]
    /// Paths that `.slugignore` takes out of the slug.
    package var ignored: [String]
    /// Variables whose values are made once and kept in the ledger, by the number of their bytes.
    package var secrets: [String: Int] = [:]
    /// Debian packages that a file of the app names, by their names; nil: none.
    package var packageFiles: [String: PackageFile]?
    /// Toolchains whose publishers' lists have to be looked at before there is a plan: what is asked for is not in those here.
    package var open: [String] = []

    /// A file in which an app names Debian packages.
    package enum PackageFile: String, Hashable, Sendable, Codable {
        case aptfile = "Aptfile"
        case rengaFile = "renga.yml"
    }

    package struct Warning: Hashable, Sendable, Codable {
        package var message: String
        package var hint: String?
        /// Config vars of which any with such a value makes it untrue.
        package var unless: [String: String]?
        /// The same with any value.
        package var unset: [String]?
        /// A folder that stays makes it untrue; nil: it is about something else.
        package var isOfStorage: Bool?
        /// What is written, as the app says it, or `$NAME` for a config var that has it; nil: any folder may be the one.
        package var path: String?

        package func holds(_ config: [String: String], folders: [StorageFolder] = []) -> Bool {
            !(unless ?? [:]).contains { config[$0.key] == $0.value } && !(unset ?? []).contains { config[$0] != nil }
                && !(isOfStorage == true && isKept(config, folders))
        }

        /// What to do, for an app that has these folders.
        package func hint(_ config: [String: String], folders: [StorageFolder]) -> String? {
            guard isOfStorage == true, !folders.isEmpty, let path = path.flatMap({ written($0, config) }) else { return hint }
            let known = folders.map(\.path).joined(separator: ", ")
            return (hint.map { $0 + "\n" } ?? "") + "it is written to \(HarmlessText.text(path)), and what stays is \(known)"
        }

        private func isKept(_ config: [String: String], _ folders: [StorageFolder]) -> Bool {
            guard let path else { return !folders.isEmpty }
            return written(path, config).map { written in folders.contains { $0.holds(written) } } ?? false
        }

        /// nil: a config var that is not set says nothing, and the app's own default is no folder of its.
        private func written(_ path: String, _ config: [String: String]) -> String? {
            path.hasPrefix("$") ? config[String(path.dropFirst())] : path
        }
    }

    /// What runs once before a release, if the app declares it.
    package var release: String? { processes.first { $0.type == "release" }?.command }

    /// Process types that dynos can be of.
    package var dynoTypes: [PlannedProcess] { processes.filter { $0.type != "release" } }

    /// Toolchains that come from their publishers.
    package var archives: [PlannedArchive] {
        toolchains.compactMap { toolchain in
            if case .archive(let archive) = toolchain.source { archive } else { nil }
        }
    }

    /// Debian packages that dynos have, those of them that steps have otherwise, or those that builds alone have; sorted.
    package func packages(for use: PlannedToolchain.Use) -> [String] {
        switch use {
        case .run: named { $0 != .build }.sorted()
        case .dynos: named { $0 == .dynos }.sorted()
        case .build: named { $0 == .build }.subtracting(named { $0 != .build }).sorted()
        }
    }

    private func named(_ isMeant: (PlannedToolchain.Use) -> Bool) -> Set<String> {
        Set(
            toolchains.filter { isMeant($0.use) }.flatMap { toolchain -> [String] in
                switch toolchain.source {
                case .packages(let names): names
                case .archive: []
                }
            }
        )
    }
}
