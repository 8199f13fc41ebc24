/// Whose rules say what a version asks for that somebody wrote. Buildpacks name them by their raw value.
package enum VersionRules: String, CaseIterable, Hashable, Sendable, Codable {
    /// What the others have in common, read leniently: `3.13`, `>=18 <23`, `^20`, `lts/*`.
    case any
    /// As npm's node-semver reads ranges.
    case semver
    /// Specifiers of Python's packages, as in `requires-python`.
    case pep440
    /// Poetry's own: PEP 440 with carets, tildes and alternatives.
    case poetry
    case composer
    /// RubyGems' requirements, and what a Gemfile.lock says.
    case bundler
    /// A `go` directive: that release or a newer one, best of the same line.
    case go
    /// `java.runtime.version` of system.properties: a major version, or one release.
    case java
    /// A release, or the newest of a line: `3.13`, `python-3.13.5`, `go1.24`.
    case line
}
