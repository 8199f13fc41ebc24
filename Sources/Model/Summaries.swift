/// An app as `renga info` and `renga apps` show it.
package struct AppSummary: Hashable, Sendable, Codable {
    package var name: AppName
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
    package var release: Int?
    package var commit: CommitID?
    package var slugBytes: Int64?
    package var formation: [String: Int]
    package var createdAt: String

    package init(
        name: AppName,
        url: String,
        domains: [String],
        maintenance: Bool,
        paused: Bool,
        gitURL: String,
        stack: String,
        buildpacks: [String],
        release: Int?,
        commit: CommitID?,
        slugBytes: Int64?,
        formation: [String: Int],
        createdAt: String
    ) {
        self.name = name
        self.url = url
        self.domains = domains
        self.maintenance = maintenance
        self.paused = paused
        self.gitURL = gitURL
        self.stack = stack
        self.buildpacks = buildpacks
        self.release = release
        self.commit = commit
        self.slugBytes = slugBytes
        self.formation = formation
        self.createdAt = createdAt
    }
}

/// A dyno as `renga ps` shows it.
package struct DynoSummary: Hashable, Sendable, Codable {
    package var name: String
    package var type: String
    /// Heroku's word: `starting`, `up`, `crashed`, `down`; and `stopping` for a dyno that finishes its last requests.
    package var state: String
    package var release: Int?
    package var command: String
    package var since: String
    package var candidate: Bool
    /// Of a dyno that crashed: how, such as `exited with status 1`, with which status, how often in a row and since when,
    /// and when it is started again.
    package var how: String?
    package var exitStatus: Int32?
    package var restarts: Int?
    package var crashingSince: String?
    package var nextStartAt: String?
    /// It is to be started when the processors have room.
    package var waitsForTurn: Bool?

    package init(
        name: String,
        type: String,
        state: String,
        release: Int?,
        command: String,
        since: String,
        candidate: Bool
    ) {
        self.name = name
        self.type = type
        self.state = state
        self.release = release
        self.command = command
        self.since = since
        self.candidate = candidate
    }
}

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

/// A public key that may push.
package struct KeySummary: Hashable, Sendable, Codable {
    package var id: Int64
    package var owner: String
    package var fingerprint: String
    package var comment: String

    package init(id: Int64, owner: String, fingerprint: String, comment: String) {
        self.id = id
        self.owner = owner
        self.fingerprint = fingerprint
        self.comment = comment
    }
}
