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
        /// Names of the config vars that the step may see, `*` in them standing for any letters: `PIP_*`, `*`.
        package var config: [String] = []
        package var environment: [Variable] = []
        /// Runs in every build, even where nothing changed.
        package var always = false
        /// Below `/app`: where the step leaves process types, in the form of a Procfile.
        package var processFile: String?
        /// A bash script; it ends at the first command that fails.
        package var script: String

        package init(name: String, script: String) {
            self.name = name
            self.script = script
        }
    }
}
