import Model

/// A step as it will run.
package struct PlannedStep: Hashable, Sendable, Codable {
    /// A file of the app that the step sees; in a large tree that is seen as a whole, a folder of them (`GatheredInputs`).
    package struct Input: Hashable, Sendable, Codable {
        package var path: String
        /// Content's id, and the kind where it is not a plain file: an executable bit is a change as well.
        package var object: String
        /// How many are in a folder; nil: it is a file.
        package var files: Int?

        package init(path: String, object: String, files: Int? = nil) {
            self.path = path
            self.object = object
            self.files = files
        }
    }

    package var name: String
    /// Id of the buildpack that it comes from.
    package var buildpack: String
    package var script: String
    /// As the buildpack names them; nil: the whole tree.
    package var patterns: [String]?
    /// What they stand for in this tree.
    package var inputs: [Input]
    package var caches: [String]
    package var network: Bool
    /// It knows nothing of the steps of other buildpacks beside it (`StepRounds`).
    package var alone: Bool?
    /// Names of config vars that the step sees, `*` in them for any letters.
    package var config: [String]
    /// Complete but for config vars, which go over it.
    package var environment: [String: String]
    /// Names of the step's own variables. Of config vars these go over them that the step names one by one; one that it sees with
    /// others (`PIP_*`, `*`) would take the caches and places away that it works with.
    package var own: [String]
    package var always: Bool
    /// Below `/app`: where it leaves process types, in the form of a Procfile; nil: it says none.
    package var processFile: String?
    /// Makes what it has beside its toolchains, out of these alone (`Buildpack.Step.prepare`).
    package var prepare: String?
    /// It runs the programs of this buildpack, in place of a script.
    package var classic: ClassicBuildpack?

    package init(
        name: String,
        buildpack: String,
        script: String,
        patterns: [String]?,
        inputs: [Input],
        caches: [String] = [],
        network: Bool = false,
        config: [String] = [],
        environment: [String: String] = [:],
        own: [String] = [],
        always: Bool = false,
        processFile: String? = nil
    ) {
        self.name = name
        self.buildpack = buildpack
        self.script = script
        self.patterns = patterns
        self.inputs = inputs
        self.caches = caches
        self.network = network
        self.config = config
        self.environment = environment
        self.own = own
        self.always = always
        self.processFile = processFile
    }

    package var seesWholeTree: Bool { patterns == nil }

    /// How many files of the app it sees.
    package var filesCount: Int { inputs.reduce(0) { $0 + ($1.files ?? 1) } }

    /// Whether the step sees a config var: where it names it, and what git asks private repositories with wherever it may
    /// reach the network at all.
    package func sees(configVar name: String) -> Bool {
        if own.contains(name) { return config.contains(name) }
        return config.contains { Glob($0).matches(name) } || (network && GitAccess.isMeant(name))
    }
}
