/// A release as `renga releases` shows it.
package struct ReleaseSummary: Hashable, Sendable, Codable {
    package var version: Int
    package var description: String
    package var actor: String
    package var createdAt: String
    package var commit: CommitID?
    package var slug: String?
    package var current: Bool
    /// Its slug is there: `rollback` can go back to it. nil where a runner of an older version does not say.
    package var canRun: Bool?

    package init(
        version: Int,
        description: String,
        actor: String,
        createdAt: String,
        commit: CommitID?,
        slug: String?,
        current: Bool,
        canRun: Bool? = nil
    ) {
        self.version = version
        self.description = description
        self.actor = actor
        self.createdAt = createdAt
        self.commit = commit
        self.slug = slug
        self.current = current
        self.canRun = canRun
    }
}
