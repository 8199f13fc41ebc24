/// A step as it will run.
package struct PlannedStep: Hashable, Sendable, Codable {
    /// A file of the app that the step sees.
    package struct Input: Hashable, Sendable, Codable {
        package var path: String
        /// Content's id, and the kind where it is not a plain file: an executable bit is a change as well.
        package var object: String
    }

    package var name: String
    package var script: String
    /// As the buildpack names them; nil: the whole tree.
    package var patterns: [String]?
    /// What they stand for in this tree.
    package var inputs: [Input]
    package var caches: [String]
    package var network: Bool
    /// Names of config vars that the step sees; `*`: all.
    package var config: [String]
    /// Complete but for config vars, which go over it.
    package var environment: [String: String]
    package var always: Bool

    package var seesWholeTree: Bool { patterns == nil }

    /// Whether the step may see a config var.
    package func sees(configVar name: String) -> Bool { config.contains("*") || config.contains(name) }
}
