/// A release as `renga releases:info` shows it: what it is, and what it changed.
package struct ReleaseDetails: Hashable, Sendable, Codable {
    /// A value before and after: a command, a commit, a stack; nil: there was or is none.
    package struct Change: Hashable, Sendable, Codable {
        package var name: String
        package var before: String?
        package var after: String?

        package init(name: String, before: String?, after: String?) {
            self.name = name
            self.before = before
            self.after = after
        }
    }

    /// A config var that is not what it was.
    package struct ConfigChange: Hashable, Sendable, Codable {
        package enum Kind: String, Sendable, Codable { case set, changed, removed }

        package var name: String
        package var kind: Kind
        /// Values are there where they were asked for alone.
        package var before: String?
        package var after: String?

        package init(name: String, kind: Kind, before: String?, after: String?) {
            self.name = name
            self.kind = kind
            self.before = before
            self.after = after
        }
    }

    package var release: ReleaseSummary
    /// The number of the build that it came of.
    package var build: Int64?
    /// The deploy's number, by which its release command is named in the log.
    package var deploy: Int64
    package var releaseCommand: String?
    /// The one before it, which is compared with; nil: it is the first.
    package var previous: Int?
    package var changes: [Change]
    package var config: [ConfigChange]

    package init(
        release: ReleaseSummary,
        build: Int64?,
        deploy: Int64,
        releaseCommand: String?,
        previous: Int?,
        changes: [Change],
        config: [ConfigChange]
    ) {
        self.release = release
        self.build = build
        self.deploy = deploy
        self.releaseCommand = releaseCommand
        self.previous = previous
        self.changes = changes
        self.config = config
    }
}
