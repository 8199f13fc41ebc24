import Glibc
import Linux
import Model

extension CageRuntime {
    /// Starts a cage that outlives this process. Its output goes to `logPath` in the Kubernetes log format.
    /// - Parameter logBytesMax: where the log has so many bytes, a new one takes its place, and the old one is lost to those
    ///   who have not opened it. 0: no limit.
    /// - Parameter ready: what has to be there before the container is made, waited for once its conmon is.
    package func start(_ cage: Cage, logPath: String, logBytesMax: Int64 = 0, ready: () throws -> Void = {}) throws -> Supervised {
        try start(cage, .detached(log: logPath, bytesMax: logBytesMax), ready)
    }

    /// Starts a cage that outlives this process, and whose standard input, output and errors are these pipes.
    package func start(_ cage: Cage, pipes: [Int32], ready: () throws -> Void) throws -> Supervised {
        try start(cage, .piped(pipes), ready)
    }

    /// Starts a cage that outlives this process, with a terminal of its own.
    /// - Parameter door: a socket, on which the terminal's other side is sent. Nobody here keeps it.
    package func start(_ cage: Cage, size: TerminalSize, door: Int32, ready: () throws -> Void) throws -> Supervised {
        let desk = try TerminalDesk(in: Files.parent(of: directory))
        var cage = cage
        cage.terminal = true
        return try start(cage, .terminal(socket: desk.path), ready) {
            let terminal = try desk.take()
            // Before its first instruction, which may ask for it.
            try Terminal(terminal.number).resize(size)
            try UnixSocket.send(descriptor: terminal.number, over: door)
        }
    }

    /// - Parameter made: when the container is made, and before it runs.
    private func start(
        _ cage: Cage,
        _ attachment: Attachment,
        _ ready: () throws -> Void,
        made: () throws -> Void = {}
    ) throws -> Supervised {
        let launched = try launch(cage, attachment, ready: ready)
        do {
            try made()
            try go(launched, cage)
        } catch {
            // The reason that made us give up is the one to tell.
            try? reap(id: cage.id)
            throw error
        }
        return Supervised(bundle: Bundle(cage.directory), conmon: launched.conmon, pid: launched.pid)
    }

    /// Starts what is made, and puts on record that it is.
    func go(_ launched: Launched, _ cage: Cage) throws {
        try crun(["start", cage.id])
        let bundle = Bundle(cage.directory)
        var record = try Supervised.Record.read(from: bundle) ?? Supervised.Record(conmon: launched.conmon)
        record.isStarted = true
        try record.write(to: bundle)
    }

    /// - Parameter all: every process of the cage, not its PID 1 alone (which passes signals on to its command).
    /// - Returns: false where the cage has ended.
    @discardableResult
    package func signal(_ id: String, _ signal: Int32, all: Bool = false) throws -> Bool {
        try crun(["kill"] + (all ? ["-a"] : []) + [id, "\(signal)"], tolerating: true)
    }

    @discardableResult
    package func kill(_ id: String) throws -> Bool { try signal(id, SIGKILL, all: true) }

    /// Ends whatever is left of a container and its control groups, also where conmon was killed and guards it no more.
    package func reap(id: String) throws {
        guard Files.exists("\(directory)/\(id)") else { return }
        try crun(["kill", "-a", id, "KILL"], tolerating: true)
        try crun(["delete", "-f", id], tolerating: true)
        guard Files.exists("\(directory)/\(id)") else { return }
        // A container whose making was cut short has a directory that crun cannot read.
        try Files.removeTree("\(directory)/\(id)")
    }

    /// Ends a cage for good; one that is gone already is fine.
    ///
    /// Its mounts went with its conmon. Removing a big tree is slow: a caller in a hurry keeps the bundle for later.
    package func delete(_ id: String, bundle directory: String, keepBundle: Bool = false) throws {
        let record = try Supervised.Record.read(from: Bundle(directory))
        try reap(id: id)
        if let record, try record.isGuarded() { try waitForEnd(of: record.conmon) }
        // Where it was our own child, nobody else takes its status.
        if let record { _ = waitpid(record.conmon.pid, nil, WNOHANG) }
        if let group = record?.group { try Self.remove(groups: [ControlGroup.guarded(group), group].compactMap(\.self)) }
        if !keepBundle { try Files.removeTree(directory) }
    }

    /// Of one that dies there may be somebody left for a moment, in whose group nobody would look again.
    private static func remove(groups: [String]) throws {
        let left = groups.filter { !ControlGroups.removeTree($0) }
        guard let first = left.first else { return }
        throw Failure(.busy, "the control group \(first) is in use still")
    }

    private static let conmonMillisecondsMax: Int32 = 5000

    /// conmon ends by itself right after its container; one that does not is ended.
    private func waitForEnd(of conmon: ProcessIdentity) throws {
        guard let descriptor = try conmon.open() else { return }
        var item = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        if poll(&item, 1, Self.conmonMillisecondsMax) > 0 { return }
        ProcessIdentity.signal(descriptor.number, SIGKILL)
        _ = poll(&item, 1, Self.conmonMillisecondsMax)
    }

    /// Reaps the containers that nobody guards any more and whose bundle lies below `parent`.
    ///
    /// - Returns: their bundles, which stay on disk for the caller to remove.
    @discardableResult
    package func sweep(below parent: String) throws -> [String] {
        var swept: [String] = []
        for id in try Files.list(directory) {
            guard let bundle = bundle(of: id), bundle.hasPrefix(parent + "/") else { continue }
            if let record = try Supervised.Record.read(from: Bundle(bundle)), try !record.isAbandoned() { continue }
            try reap(id: id)
            swept.append(bundle)
        }
        return swept
    }

    /// Asks conmon to go on in a new file after the log was renamed to `old`; nothing is lost between the two. conmon says
    /// nothing when it has done so: its new file does.
    package func rotateLog(bundle directory: String, log: String, to old: String) throws {
        try Files.rename(log, to: old)
        // Non-blocking: where conmon has ended nobody reads the fifo, and there is nothing left to rotate.
        let control = Glibc.open(Bundle(directory).control, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard control >= 0 else {
            if errno == ENXIO || errno == ENOENT { return }
            throw SystemError("open", Bundle(directory).control)
        }
        let fifo = Descriptor(owning: control)
        try fifo.write(all: Array("2 0 0\n".utf8))
    }
}
