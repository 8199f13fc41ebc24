import CGit2

/// libgit2 itself, started once a process.
enum GitLibrary {
    private static let started: Int32 = {
        let status = git_libgit2_init()
        guard status > 0 else { return status }
        // The builder is root and reads repositories of the user git, of which libgit2 would say "not owned by you".
        let owner = renga_git_skip_owner_validation()
        guard owner == 0 else { return owner }
        // No setting of whoever runs us may change what is read.
        for level in [GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL] {
            let ignored = renga_git_ignore_configuration(level.rawValue)
            guard ignored == 0 else { return ignored }
        }
        return 0
    }()

    static func start() throws(GitError) { try check(started, "start libgit2") }
}
