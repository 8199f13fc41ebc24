/// An app as `renga info` and `renga apps` show it.
package struct AppSummary: Hashable, Sendable, Codable {
    package var name: AppName
    /// What it was called at first, which its folders on the machine are called; nil: as now.
    package var firstName: String?
    package var url: String
    /// Those that were added.
    package var domains: [String]
    package var maintenance: Bool
    /// Requests wait instead of being served.
    package var paused: Bool
    package var gitURL: String
    package var stack: String
    /// Their ids, in the order in which they built; none before the first release.
    package var buildpacks: [String]
    /// The folder of its repository that it is set to be; nil: all of it.
    package var folder: AppFolder?
    package var release: Int?
    package var commit: CommitID?
    package var slugBytes: Int64?
    package var formation: [String: Int]
    package var createdAt: String
    /// What its repository, caches and logs take; counted where it was asked for.
    package var diskBytes: Int64?
    /// What its dynos hold now, without copies of files; looked at where it was asked for. nil: nobody can say, or none runs.
    package var memoryBytes: Int64?
    /// What its repository takes; counted where it was asked for.
    package var repositoryBytes: Int64?
    /// By a push, or what was built again: when it was released, and by whom.
    package var lastDeployAt: String?
    package var lastDeployBy: String?
    /// Its folders that stay, with what each takes; counted where it was asked for.
    package var storage: [StorageSummary]?
    /// It sleeps since then (ps:sleep).
    package var idleSince: String?
    /// Of which app it is a preview; nil: of none.
    package var parent: AppName?
    /// The branch that it is a preview of.
    package var branch: String?
    /// Whose it is, where that was asked for; nil: of those who look after the machine.
    package var owner: String?

    package init(
        name: AppName,
        url: String,
        domains: [String],
        maintenance: Bool,
        paused: Bool,
        gitURL: String,
        stack: String,
        buildpacks: [String],
        folder: AppFolder? = nil,
        release: Int?,
        commit: CommitID?,
        slugBytes: Int64?,
        formation: [String: Int],
        createdAt: String,
        diskBytes: Int64? = nil
    ) {
        self.name = name
        self.url = url
        self.domains = domains
        self.maintenance = maintenance
        self.paused = paused
        self.gitURL = gitURL
        self.stack = stack
        self.buildpacks = buildpacks
        self.folder = folder
        self.release = release
        self.commit = commit
        self.slugBytes = slugBytes
        self.formation = formation
        self.createdAt = createdAt
        self.diskBytes = diskBytes
    }
}
