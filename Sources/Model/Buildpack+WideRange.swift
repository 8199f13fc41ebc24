extension Buildpack {
    /// What to say where an app asks for more than one major version of a toolchain, so that chance decides.
    package struct WideRange: Hashable, Sendable, Codable {
        /// With `$ASKED`, `$VERSION` for what is used and `$MAJOR` for its first number.
        package var warning: String
        package var hint: String?
        /// Config vars of which any with such a value says that it is meant.
        package var unless: [String: String]

        package init(warning: String, hint: String?, unless: [String: String]) {
            self.warning = warning
            self.hint = hint
            self.unless = unless
        }
    }
}
