/// A process type and where it was declared.
package struct PlannedProcess: Hashable, Sendable, Codable {
    package enum Source: String, Hashable, Sendable, Codable { case procfile, app, buildpack }

    package var type: String
    package var command: String
    package var source: Source
    /// Its id, where the source is a buildpack.
    package var buildpack: String?
}
