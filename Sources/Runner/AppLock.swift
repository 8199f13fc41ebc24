import Glibc
import Linux
import Model
import Operations

/// An app's lock file: made by us, used by the git user's shell as well.
struct AppLock {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    func make(_ app: AppName) throws {
        let path = platform.root.lock(app)
        let file = try Descriptor.open(path, O_RDWR | O_CREAT, mode: 0o660)
        guard let user = getpwnam(platform.configuration.users.git) else {
            throw Failure(.notFound, "there is no user `\(platform.configuration.users.git)`")
        }
        guard fchown(file.number, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
            throw SystemError("set the owner of", path)
        }
    }

    /// Waits in line behind a deploy, and tells the client behind whom.
    func wait(_ app: AppName, _ client: Conversation, for purpose: String) throws -> FileLock {
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
