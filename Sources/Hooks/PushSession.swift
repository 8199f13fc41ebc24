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
        let url = try Shell(root: root, key: key).authorize(app, writes: true)
        let lock = try waitForTurn()
        try lock.leaveNote("key \(key) since \(Moment.text())")
        let record = try PushRecord.make()
        let before = objectsChanged
        let status = try receive(record, lock, url: url)
        let steps = try record.read()
        let settled = steps.needsSettling ? try settle() : true
        guard status.isSuccess else { return status.code }
        if !steps.wasReceived, before != objectsChanged { explainShallow(url) }
        guard !steps.isComplete else { return 0 }
        // What became of it is said: by the builder, which looked at the ref.
        if !settled {
            Complaint.say(
                Failure(
                    .internal,
                    "what became of this push could not be found out",
                    hint: "the runner looks again every few seconds: `releases -a \(app)` tells"
                )
            )
        }
        return Failure.Code.internal.exitStatus
    }

    /// When an entry of the folder of objects last came or went, in nanoseconds: each pack that git takes has a folder there.
    private var objectsChanged: Int? {
        Files.status(root.repository(app) + "/objects").map { $0.st_mtim.tv_sec * 1_000_000_000 + $0.st_mtim.tv_nsec }
    }

    /// git has told the pusher that it could not unpack, and not why: it lacks what a shallow clone did not send once.
    private func explainShallow(_ url: String) {
        guard Files.exists(root.repository(app) + "/shallow") else { return }
        Complaint.say(
            Failure(
                .refused,
                "this repository was filled from a shallow clone: commits from before that cannot be pushed on their own",
                hint: PushObstacle.shallowWay(url: url)
            )
        )
    }

    private func waitForTurn() throws -> FileLock {
        let path = root.lock(app)
        if let lock = try FileLock.trying(for: path) { return lock }
        let holder = FileLock.note(of: path) ?? "somebody"
        Complaint.line("-----> Waiting for another deploy of \(app) (\(holder)) to finish...\n")
        while renga_poll_hangup(STDOUT_FILENO, 50) == 0 {
            guard let lock = try FileLock.trying(for: path) else { continue }
            // Whoever was before us may have destroyed the app, or removed our key.
            _ = try Shell(root: root, key: key).authorize(app, writes: true)
            return lock
        }
        throw Failure(.cancelled, "the client went away while it waited for its turn")
    }

    private func receive(_ record: borrowing PushRecord, _ lock: borrowing FileLock, url: String) throws -> ExitStatus {
        var environment = GitEnvironment.plain(home: root.path)
        environment["RENGA_ROOT"] = root.path
        environment["RENGA_KEY"] = "\(key)"
        environment[PushRecord.urlVariable] = url
        environment[PushRecord.variable] = "\(PushRecord.childDescriptor)"
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

    /// - Returns: whether it is known what became of the push.
    private func settle() throws -> Bool {
        // Standard output is git's protocol.
        try BuilderCommand(root: root).run(["settle", "--app", app.text], holdsInput: false, output: STDERR_FILENO).isSuccess
    }
}
