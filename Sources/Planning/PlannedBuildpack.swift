import Model

/// A buildpack that takes part in a build, and why.
package struct PlannedBuildpack: Hashable, Sendable, Codable {
    package var id: String
    package var name: String
    package var file: String
    /// Such as `requirements.txt is there`.
    package var detected: [String]
    /// It is one of programs, which is fetched; nil: it is the installation's.
    package var classic: ClassicBuildpack?
    /// A command of a process type `web`, as an example in its language.
    package var example: String?

    init(_ detection: Detection) {
        id = detection.buildpack.id
        name = detection.buildpack.name
        file = detection.buildpack.file
        detected = detection.reasons
        classic = detection.buildpack.classic
        example = detection.buildpack.advice.start
    }

    /// As lists of buildpacks name it.
    package var listed: String { classic?.reference.text ?? id }
}
