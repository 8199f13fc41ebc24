import Glibc
import Linux
import Model

/// An app's lock file: root's, in a folder of root's; the git user's shell locks it and leaves its note in it.
package struct AppLock {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// - Returns: what was wrong with the one that was there, and is put right.
    @discardableResult
    package func make(_ app: AppName) throws -> String? {
        let git = try Account.existing(platform.configuration.users.git, of: platform.root)
        let locks = try GuardedDirectory.open(platform.root.locks, owner: 0)
        let name = Files.name(of: platform.root.lock(app))
        guard let wrong = try locks.settleFile(name, mode: 0o660, owner: (0, git.gid)) else { return nil }
        return "\(platform.root.lock(app)), which \(wrong), is a lock again"
    }

    /// Waits in line behind a deploy, and tells the client behind whom.
    package func wait(_ app: AppName, _ client: any Client, for purpose: String) throws -> FileLock {
        let path = platform.root.lock(app)
        if let lock = try FileLock.trying(for: path) {
            try lock.leaveNote("\(purpose) since \(Moment.text())")
            return lock
        }
        try client.line("Waiting for another deploy of \(app) (\(FileLock.note(of: path) ?? "somebody")) to finish...")
        while !client.hasHungUp {
            if let lock = try FileLock.trying(for: path) {
                try lock.leaveNote("\(purpose) since \(Moment.text())")
                return lock
            }
            _ = poll(nil, 0, 50)
        }
        throw Failure(.cancelled, "the client went away while it waited for its turn")
    }
}
