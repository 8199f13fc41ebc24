import Glibc
import Ledger
import Linux
import Model
import Planning

/// An app's lock file: root's, in a folder of root's; the git user's shell locks it and leaves its note in it.
package struct AppLock {
    private static let lookMilliseconds: Int32 = 50
    /// After so long somebody wants to know who it is that takes so long.
    private static let patienceMilliseconds: Int64 = 60_000

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

    /// Waits in line behind a deploy, and tells the client behind whom; no longer than any push may take.
    ///
    /// - Parameter isStopping: the runner is to end, and what has not begun is not begun any more.
    package func wait(_ named: AppName, _ client: any Client, for purpose: String, isStopping: () -> Bool) throws -> FileLock {
        // A push to a preview is one to its app.
        let app = try platform.ledger.read { try $0.host(of: named) }
        let path = platform.root.lock(app)
        if !Files.exists(path) { try make(app) }
        if let lock = try take(path, purpose) { return lock }
        try client.line(try words(app, LockNote(FileLock.note(of: path))))
        let began = Moment.monotonicMilliseconds()
        let seconds = platform.configuration.git.secondsMax + platform.configuration.build.secondsMax
        var isTold = false
        while !client.hasHungUp {
            if let lock = try take(path, purpose) { return lock }
            let passed = Moment.monotonicMilliseconds() - began
            guard !isStopping() else { throw stopped(app) }
            guard passed < Int64(seconds) * 1000 else { throw endless(app, seconds) }
            if passed >= Self.patienceMilliseconds, !isTold {
                isTold = true
                try client.line("Still waiting: \(LockHolder.words(path) ?? "somebody") has the lock of \(app).")
            }
            _ = poll(nil, 0, Self.lookMilliseconds)
        }
        throw Failure(.cancelled, "the client went away while it waited for its turn")
    }

    private func words(_ app: AppName, _ note: LockNote) throws -> String {
        let owner = try note.key.flatMap { key in try platform.ledger.read { try $0.key(key)?.owner } }
        return note.words(of: app, owner: owner, age: note.since.flatMap(Moment.seconds).map { Moment.wallMicroseconds() / 1_000_000 - $0 })
    }

    private func take(_ path: String, _ purpose: String) throws -> FileLock? {
        guard let lock = try FileLock.trying(for: path) else { return nil }
        try lock.leaveNote("\(purpose) since \(Moment.text())")
        return lock
    }

    private func stopped(_ app: AppName) -> Failure {
        Failure(.unavailable, "the runner is being restarted; nothing of \(app) was changed", hint: "the same again in a few seconds")
    }

    /// No push of ours takes as long as this.
    private func endless(_ app: AppName, _ seconds: Int) -> Failure {
        let path = platform.root.lock(app)
        return Failure(
            .busy,
            "\(LockHolder.words(path) ?? "somebody") has had the lock of \(app) for over \(seconds) seconds, longer than a push may take",
            hint: "on the machine: look at it (fuser -v \(path)), and end it with kill"
        )
    }
}
