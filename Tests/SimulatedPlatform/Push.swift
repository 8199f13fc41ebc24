import Model

/// One `git push`: the shell, git's receive-pack, the hook that git waits for. What a process does next is its state.
struct Push {
    enum Shell { case waiting, receiving, stopping, needsSettling, settling, gone }
    enum Git { case absent, starting, preReceive, accepted, locked, postReceive, gone }
    enum Hook { case preBegins, preWaits, postBegins, postWaits }
    enum Step { case began, refused, prepared, committed, commitFailed }
    /// What the client was told by a git that lived to tell it.
    enum Report { case refused, moved }

    let id: Int
    let commit: CommitID
    /// Its dynos never come up, or its build fails.
    let isBad: Bool
    /// Over SSH. Else git was asked by the repository's path: nobody holds the app's lock between the hooks.
    let hasShell: Bool
    var hasClient = true
    var shell: Shell
    var git: Git
    var hook: Hook?
    /// How the hook ended; nil: it has not.
    var hookStatus: Int32?
    /// The builder that the hook, or the shell, waits for.
    var builder: Int?
    /// How it ended; nil: it was killed, or has not ended.
    var builderStatus: Int32?
    var settler: Int?
    var record: Set<Step> = []
    /// The branch as git saw it when it began.
    var old: CommitID?
    var report: Report?
    /// What it made, where it came so far.
    var deploy: Int64?

    init(id: Int, commit: CommitID, isBad: Bool, hasShell: Bool) {
        self.id = id
        self.commit = commit
        self.isBad = isBad
        self.hasShell = hasShell
        shell = hasShell ? .waiting : .gone
        git = hasShell ? .absent : .starting
    }

    /// Begun, and nobody has said what became of it (`PushRecord.Steps`).
    var needsSettling: Bool { record.contains(.began) && record.isDisjoint(with: [.refused, .committed]) }
    var isGitAlive: Bool { git != .absent && git != .gone }
    var isOver: Bool { shell == .gone && !isGitAlive && hook == nil }
}
