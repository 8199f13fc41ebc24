extension Buildpack {
    /// One part of a build. It sees its inputs, the layers of earlier steps and nothing else, and what it changes
    /// under `/app` is its layer.
    package struct Step: Hashable, Sendable, Codable {
        package var name: String
        package var when: Condition = .always
        /// Globs; nil: the whole tree.
        package var inputs: [String]?
        /// Directories `$CACHE_DIR/NAME` that are kept from build to build.
        package var caches: [String] = []
        package var network = false
        /// It needs nothing that steps of other buildpacks leave, and may run beside theirs.
        package var alone = false
        /// Names of the config vars that the step may see, `*` in them standing for any letters: `PIP_*`, `*`.
        package var config: [String] = []
        package var environment: [Variable] = []
        /// Runs in every build, even where nothing changed.
        package var always = false
        /// Below `/app`: where the step leaves process types, in the form of a Procfile.
        package var processFile: String?
        /// A bash script that runs once for all apps, over the stack and the toolchains, without the app, its config vars or a network. What
        /// it leaves in `$DIR` the step has, at `preparedPlace`.
        package var prepare: String?
        /// A bash script; it ends at the first command that fails.
        package var script: String

        package static let preparedPlace = "/opt/renga/prepared"

        package init(name: String, script: String) {
            self.name = name
            self.script = script
        }
    }
}
