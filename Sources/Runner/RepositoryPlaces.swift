import Glibc
import Linux
import Model
import Operations

/// What every app has to have outside of the ledger: its lock, its repository, its folder of build logs. Made for those of
/// an older version, and put right where it has come to belong to somebody else.
struct RepositoryPlaces {
    private let platform: Platform
    private let git: Account

    init(_ platform: Platform) throws {
        self.platform = platform
        git = try Account.existing(platform.configuration.users.git, of: platform.root)
    }

    /// What one app lacks is no reason not to serve the others.
    ///
    /// - Parameter thoroughly: looks at every file of every repository, and not just at what is at its top.
    func settle(_ apps: [AppName], thoroughly: Bool = false) {
        for app in apps {
            do {
                if let words = try AppLock(platform).make(app) { Diagnostics.say("put right: \(words)") }
                try settle(app, thoroughly)
            } catch {
                Diagnostics.say("\(app): \(error)")
            }
        }
    }

    private func settle(_ app: AppName, _ thoroughly: Bool) throws {
        let path = platform.root.repository(app)
        guard let status = Files.status(path) else {
            return Diagnostics.say("\(app) has no repository: restore \(path) from a backup, or renga destroy \(app)")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return Diagnostics.say("\(path) is no directory: move it away and restore the repository from a backup")
        }
        let repository = try GuardedDirectory.open(path)
        if try thoroughly || isSomebodyElses(repository) {
            Self.say(try TreeOwner.give(repository, to: git.owner, except: [InstallationRoot.buildLogsLinkName]), path, "the git user")
        }
        let logs = BuildLogs(platform.root, readers: git.gid)
        try logs.makeFolder(app)
        if let words = try logs.takeOver(app, from: try GuardedDirectory.open(path)) {
            Diagnostics.say("\(words): move it away (mv \(path)/builds \(path)/builds.old) and start the runner again")
        }
    }

    private func isSomebodyElses(_ repository: borrowing GuardedDirectory) throws -> Bool {
        guard repository.owner == git.uid else { return true }
        for name in ["HEAD", "config", "objects", "refs", "hooks"] {
            if let status = repository.status(name), status.st_uid != git.uid { return true }
        }
        return false
    }

    static func say(_ work: TreeOwner, _ path: String, _ owner: String) {
        if work.given > 0 { Diagnostics.say("put right: \(work.given) files in \(path) were not \(owner)'s") }
        for left in work.left { Diagnostics.say("left alone: \(left), which has a second name or is a device: look at it, then chown it") }
    }
}
