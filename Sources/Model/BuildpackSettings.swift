/// `renga buildpacks` of an app.
package struct BuildpackSettings: Hashable, Sendable, Codable {
    /// In the order in which they build.
    package var buildpacks: [BuildpackReference]
    /// Nobody chose them: they are what built the app, and stay it.
    package var arePinned: Bool
    /// A config var that says one where none is set, such as `BUILDPACK_URL`.
    package var configVar: String?

    package init(_ buildpacks: [BuildpackReference], arePinned: Bool = false, configVar: String? = nil) {
        self.buildpacks = buildpacks
        self.arePinned = arePinned
        self.configVar = configVar
    }
}
