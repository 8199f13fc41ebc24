import Linux
import Model
import Operations

/// Packs a repository's loose objects once there are many of them, after the push, so that no pusher waits for it.
struct RepositoryUpkeep {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    func run(_ app: AppName) {
        let user = platform.configuration.users.git
        guard Files.exists(platform.root.repository(app)) else { return }
        do {
            let lock = try FileLock.waiting(for: platform.root.packingLock(app))
            defer { withExtendedLifetime(lock) {} }
            try Command(
                "/usr/bin/setpriv",
                [
                    "--reuid", user, "--regid", user, "--init-groups", "/usr/bin/git", "-C",
                    platform.root.repository(app),
                    "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet",
                ],
                environment: ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": platform.root.path]
            ).check()
        } catch {
            Diagnostics.say("cannot pack the repository of \(app): \(error)")
        }
    }
}
