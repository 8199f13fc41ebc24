extension Buildpack {
    /// What an app's files say about the versions that go with them, though they ask for none.
    package struct VersionFit: Hashable, Sendable, Codable {
        /// From this version on, by text, to the last version of the toolchain that goes with it. What comes with the last row is
        /// not known yet: it goes with all.
        package typealias Table = [String: String]

        package enum Rule: Hashable, Sendable, Codable {
            /// Each value is a range by these rules: what most of them take is best.
            case ranges(VersionRules)
            /// The value is the oldest version that will do, and what is nearest above it is best.
            case oldest
            /// The value is a version of something that goes with no newer toolchain than the table says.
            case newest(Table)
            /// The value is the name of a package, and this pattern finds its version in that line or below it.
            case packages(version: String, [String: Table])
        }

        /// Paths or globs.
        package var files: [String]
        /// Its first group, or whole match, is the value.
        package var pattern: String
        /// In words, with `$NAME` and `$VALUE`: `Gradle $VALUE`.
        package var title: String
        package var rule: Rule
        /// What is said where another version is used: `$ITEMS` do not go with `$VERSION`, but with `$LAST`; nil: nothing.
        package var warning: String?
        /// What helps then, with `$NEXT` for what of the same would go with it.
        package var hint: String?

        package init(files: [String], pattern: String, title: String, rule: Rule) {
            self.files = files
            self.pattern = pattern
            self.title = title
            self.rule = rule
        }
    }
}
