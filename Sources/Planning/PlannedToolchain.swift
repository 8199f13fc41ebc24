/// A layer between the stack and the app. Toolchains stack: each is made over those below it, so that one more makes none of
/// the others anew.
package struct PlannedToolchain: Hashable, Sendable, Codable {
    package enum Use: String, CaseIterable, Hashable, Sendable, Codable {
        /// Dynos have it, and steps.
        case run
        /// Dynos alone have it: what is in it steps have otherwise.
        case dynos
        /// Steps alone have it.
        case build
    }

    package var use: Use
    package var source: ToolchainSource

    package init(_ use: Use, _ source: ToolchainSource) {
        self.use = use
        self.source = source
    }

    /// What has changed, where a step runs again because of it.
    package var name: String {
        switch (source, use) {
        case (.packages, .run), (.packages, .dynos): "the list of packages"
        case (.packages, .build): "the list of build packages"
        case (.archive(let archive), _): archive.title
        }
    }
}
