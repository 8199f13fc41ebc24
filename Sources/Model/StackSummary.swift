/// What an app stands on, as `renga stack` shows it.
package struct StackSummary: Hashable, Sendable, Codable {
    package struct Layer: Hashable, Sendable, Codable {
        /// `stack` or `toolchain`.
        package var role: String
        /// For people: `debian-13`, or the packages.
        package var title: String
        /// When it was made; nil where the layer is not there.
        package var madeAt: String?

        package init(role: String, title: String, madeAt: String?) {
            self.role = role
            self.title = title
            self.madeAt = madeAt
        }
    }

    /// Of the next push.
    package var stack: String
    /// Of the release that serves; nil where nothing was pushed yet.
    package var release: Int?
    /// The base first.
    package var layers: [Layer]

    /// What Debian had newer when it was asked last; nil: nobody could ask yet.
    package var news: PackageNews?
    /// Why it could not be asked now.
    package var problem: String?
    /// A newer base system of this stack is on this machine.
    package var hasNewerBase: Bool?

    package init(stack: String, release: Int?, layers: [Layer]) {
        self.stack = stack
        self.release = release
        self.layers = layers
    }
}
