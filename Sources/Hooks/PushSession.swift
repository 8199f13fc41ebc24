import CLinux
import Glibc
import Linux
import Model
import Planning
import Wire

/// A push from its first byte to its last: parent of git-receive-pack, holder of the app's lock, judge of the exit status.
struct PushSession {
    let root: InstallationRoot
    let key: Int64
    let app: AppName

    func run() throws -> Int32 {
        try Shell(root: root, key: key).authorize(app, writes: true)
        let lock = try waitForTurn()
        try lock.leaveNote("key \(key) since \(Moment.text())")
        let record = try PushRecord.make()
        let status = try receive(record, lock)
        let steps = try record.read()
        if steps.needsSettling { try settle() }
        guard status.isSuccess else { return status.code }
        guard steps.isComplete else {
            Complaint.say(
                Failure(
                    .internal,
                    "the ref has moved, but the new version could not be confirmed as serving",
                    hint: "see the lines above and `renga releases -a \(app)`; the runner goes on trying"
                )
            )
            return Failure.Code.internal.exitStatus
        }
        return 0
    }

    private func waitForTurn() throws -> FileLock {
        let path = root.lock(app)
        if let lock = try FileLock.trying(for: path) { return lock }
        let holder = FileLock.note(of: path) ?? "somebody"
        Complaint.line("-----> Waiting for another deploy of \(app) (\(holder)) to finish...\n")
        while renga_poll_hangup(STDOUT_FILENO, 50) == 0 {
            guard let lock = try FileLock.trying(for: path) else { continue }
            // Whoever was before us may have destroyed the app, or removed our key.
            try Shell(root: root, key: key).authorize(app, writes: true)
            return lock
        }
        throw Failure(.cancelled, "the client went away while it waited for its turn")
    }

    private func receive(_ record: borrowing PushRecord, _ lock: borrowing FileLock) throws -> ExitStatus {
        var environment = [
            "PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": root.path, "RENGA_ROOT": root.path,
            "RENGA_KEY": "\(key)", PushRecord.variable: "\(PushRecord.childDescriptor)",
        ]
        environment["GIT_PROTOCOL"] = SentVariable.value(of: "GIT_PROTOCOL")
        var start = Child.Start()
        // Receive-pack and the hooks hold the lock as well: where this process is killed, it outlives it as long as they do.
        start.descriptors = [0, 1, 2, record.number, lock.number]
        start.newProcessGroup = true
        let child = try Child.spawn(
            Command("/usr/bin/git", ["receive-pack", root.repository(app)], environment: environment),
            start
        )
        return watch(child)
    }

    /// Waits for the end of the push, and ends it when the client hangs up: nothing of it may go on unseen.
    private func watch(_ child: Child) -> ExitStatus {
        let handle = Descriptor(owning: renga_pidfd_open(child.pid))
        var items = [
            pollfd(fd: handle.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
        ]
        while true {
            let ready = poll(&items, nfds_t(items.count), -1)
            if ready < 0 && errno == EINTR { continue }
            if ready < 0 || items[0].revents != 0 { return child.wait() }
            if items[1].revents != 0 {
                child.killGroup(SIGTERM)
                return child.wait()
            }
        }
    }

    private func settle() throws {
        // Standard output is git's protocol.
        _ = try BuilderCommand(root: root).run(["settle", "--app", app.text], holdsInput: false, output: STDERR_FILENO)
    }
}
