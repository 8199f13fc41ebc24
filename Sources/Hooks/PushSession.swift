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
    private let repository: OpenRepository.Answer
    private let app: AppName
    /// As the pusher's remote has it.
    private let asked: AppName

    init(root: InstallationRoot, key: Int64, app asked: AppName) throws {
        (self.root, self.key, self.asked) = (root, key, asked)
        let shell = Shell(root: root, key: key)
        repository = try shell.open(asked, to: .write)
        app = shell.place(asked, repository)
    }

    func run() throws -> Int32 {
        let url = repository.url
        let service = GitService(limits: repository.limits)
        let lock = try waitForTurn()
        try lock.leaveNote("key \(key) since \(Moment.text())")
        let record = try PushRecord.make()
        let before = objectsChanged
        let status = try receive(service, record, lock, repository)
        let steps = try record.read()
        let settled = steps.needsSettling(after: status) ? try settle() : true
        guard status.isSuccess else { return status.code }
        if !steps.wasReceived {
            if before != objectsChanged { explain(service, url) } else { NothingPushed(root: root, key: key, app: app, url: url).say() }
        }
        guard !steps.isComplete else { return 0 }
        if !steps.isKnown {
            StandardError.say(
                Failure(
                    .unavailable,
                    "Renga was replaced by a newer version during this push",
                    hint: "`releases -a \(app)` tells what became of it; pushing again does no harm"
                )
            )
        }
        // What became of it is said: by the builder, which looked at the ref.
        if !settled {
            StandardError.say(
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

    /// git has told the pusher that it could not unpack, and not why: a limit, or what a shallow clone did not send once.
    private func explain(_ service: GitService, _ url: String) {
        if let excess = service.excess { return StandardError.say(excess) }
        guard Files.exists(root.repository(app) + "/shallow") else { return StandardError.say(service.unpackingFailed) }
        StandardError.say(
            Failure(
                .refused,
                "this repository was filled from a shallow clone: commits from before that cannot be pushed on their own",
                hint: PushObstacle.shallowWay(url: url)
            )
        )
    }

    private func waitForTurn() throws -> FileLock {
        // It goes with its app: where that is gone, this is said.
        if !Files.exists(root.lock(app)) {
            _ = try Shell(root: root, key: key).open(asked, to: .write)
            throw Failure(
                .unavailable,
                "the lock of \(app), \(root.lock(app)), is missing: without it no push can have its turn",
                hint: "who runs this machine can mend it: install.sh run again, or the runner started anew, makes it"
            )
        }
        if let lock = try tryLock() { return lock }
        StandardError.step(waiting(LockNote(FileLock.note(of: root.lock(app)))))
        while renga_poll_hangup(STDOUT_FILENO, 50) == 0 {
            guard let lock = try tryLock() else { continue }
            // Whoever was before us may have destroyed the app, or removed our key.
            _ = try Shell(root: root, key: key).open(asked, to: .write)
            return lock
        }
        throw Failure(.cancelled, "the client went away while it waited for its turn")
    }

    private func waiting(_ note: LockNote) -> String {
        // Whoever waits has the time to ask; without an answer it is a key's number.
        let keys = (try? PatientClient(root, key: key).ask(ListKeys())) ?? []
        let age = note.since.flatMap(Moment.seconds).map { Moment.wallMicroseconds() / 1_000_000 - $0 }
        return note.words(of: app, owner: keys.first { $0.id == note.key }?.owner, age: age)
    }

    private func tryLock() throws -> FileLock? {
        do throws(SystemError) {
            return try FileLock.trying(for: root.lock(app))
        } catch {
            // An app's lock goes with it.
            _ = try Shell(root: root, key: key).open(asked, to: .write)
            throw error
        }
    }

    private func receive(
        _ service: GitService,
        _ record: borrowing PushRecord,
        _ lock: borrowing FileLock,
        _ repository: OpenRepository.Answer
    ) throws -> ExitStatus {
        var environment = GitEnvironment.plain(home: root.path)
        environment["RENGA_ROOT"] = root.path
        environment["RENGA_KEY"] = "\(key)"
        environment[PushRecord.originVariable] = Shell.origin
        environment[PushRecord.urlVariable] = repository.url
        environment[PushRecord.nameVariable] = app.shown
        if repository.previewsAll == true { environment[PushRecord.previewsVariable] = "all" }
        environment[PushRecord.variable] = "\(PushRecord.childDescriptor)"
        environment.merge(GitSettings.variables(GitSettings.receiving(service.limits))) { $1 }
        // Receive-pack and the hooks hold the lock as well: where this process is killed, it outlives it as long as they do.
        let words = ["receive-pack", root.repository(app)]
        let child = try service.start(words, environment, [record.number, lock.numberForChild()], isSoft: true)
        // Once a hook has been asked, git has unpacked what came, and the build's own limits hold and its own pace.
        let wasReceived = { @Sendable [number = record.number] in (try? PushRecord.read(number).wasReceived) ?? false }
        return GitPace(root: root, key: key, after: 0, isBeyond: wasReceived).during { service.watch(child, isBeyond: wasReceived) }
    }

    private func settle() throws -> Bool {
        // Standard output is git's protocol.
        let words = ["settle", "--app", app.text] + PushContext.words(aboutKey: key, from: Shell.origin)
        return try BuilderCommand(root: root).run(words, holdsInput: false, output: STDERR_FILENO).isSuccess
    }
}
