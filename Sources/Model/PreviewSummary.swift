/// A preview as `renga previews` shows it.
package struct PreviewSummary: Hashable, Sendable, Codable {
    package var name: AppName
    /// As its preview was pushed: `feature`.
    package var branch: String
    /// The ref whose deletion takes it away.
    package var ref: String
    package var url: String
    package var release: Int?
    package var commit: CommitID?
    /// When it was pushed last; nil: its first push is under way.
    package var pushedAt: String?
    /// When it is destroyed unless it is pushed before; nil: never.
    package var expiresAt: String?

    package init(
        name: AppName,
        branch: String,
        ref: String,
        url: String,
        release: Int?,
        commit: CommitID?,
        pushedAt: String?,
        expiresAt: String?
    ) {
        self.name = name
        self.branch = branch
        self.ref = ref
        self.url = url
        self.release = release
        self.commit = commit
        self.pushedAt = pushedAt
        self.expiresAt = expiresAt
    }
}
