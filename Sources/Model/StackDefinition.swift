/// A base system as data: what a file in `stacks/` says.
package struct StackDefinition: Hashable, Sendable, Codable {
    /// `debian-13`; what `stack:set` takes.
    package var name: String
    /// `Debian 13 (trixie)`; what people read.
    package var title: String
    /// Debian's word for the release, such as `trixie`.
    package var suite: String
    /// Where its packages come from; nil: as the machine's own, else Debian's default.
    package var mirror: String?
    /// Installed beyond the minimal base.
    package var packages: [String]
    /// Versions that the stack's packages bring, newest first, such as `["python": ["3.13"]]`.
    package var toolchains: [String: [String]]
    /// What classic buildpacks know it by: the stack of Heroku's whose programs run on it; nil: by its own name.
    package var heroku: String?

    package init(
        name: String,
        title: String,
        suite: String,
        mirror: String? = nil,
        packages: [String] = [],
        toolchains: [String: [String]] = [:]
    ) {
        self.name = name
        self.title = title
        self.suite = suite
        self.mirror = mirror
        self.packages = packages
        self.toolchains = toolchains
    }
}
