/// A buildpack that takes part in a build, and why.
package struct PlannedBuildpack: Hashable, Sendable, Codable {
    package var id: String
    package var name: String
    package var file: String
    /// Such as `requirements.txt is there`.
    package var detected: [String]
}
