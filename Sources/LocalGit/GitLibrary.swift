import CGit2
import Git

/// libgit2 itself, started once a process.
enum GitLibrary {
    private static let started: Int32 = {
        let status = git_libgit2_init()
        guard status > 0 else { return status }
        // Whoever may read a checkout may plan it, whoever owns it.
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

/// The one place that reads libgit2's error: at once, before another call can replace it.
func check(_ status: Int32, _ operation: @autoclosure () -> String) throws(GitError) {
    guard status < 0 else { return }
    let detail =
        git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? "libgit2 error \(status)"
    throw .library(operation: operation(), code: status, detail: detail)
}
