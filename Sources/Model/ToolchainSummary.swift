/// A toolchain that an app runs with, as `renga toolchains` shows it.
package struct ToolchainSummary: Hashable, Sendable, Codable {
    /// As buildpacks name it: `python`.
    package var toolchain: String
    package var version: String
    /// The release that it came with, as far as slugs that are kept tell.
    package var since: Int?
    /// When that was made.
    package var sinceAt: String?
    /// Such as `.python-version asks for 3.13`; nil in slugs of older versions.
    package var because: String?
    /// The next push keeps it while it is what the app asks for.
    package var isKept: Bool
    /// The newest that can be had here of the same line; nil: none is newer.
    package var newer: String?
    /// The newest of all lines that can be had here; nil: none is newer.
    package var newest: String?

    package init(toolchain: String, version: String, isKept: Bool) {
        self.toolchain = toolchain
        self.version = version
        self.isKept = isKept
    }
}
