import FoundationEssentials
import Glibc
import Linux
import Model

extension CageRuntime {
    /// How conmon is to stand to us.
    enum Attachment {
        /// It outlives us and writes the output to a log; where that has grown to its limit, a new file takes its place.
        case detached(log: String, bytesMax: Int64)
        /// It dies with the calling thread and hands its output to this descriptor.
        case attached(output: Int32)
        /// It outlives us, and the cage has these three as its own.
        case piped([Int32])
        /// It outlives us, and the other side of the cage's terminal goes to whoever listens at this path.
        case terminal(socket: String)
    }

    private static let createSecondsMax = 60
    /// Between two looks at whether crun is still at it, where it takes its time.
    private static let lookMilliseconds: Int64 = 500
    private static let unseenMillisecondsMax: Int64 = 5_000

    /// - Parameter ready: what has to be there before the container is made, waited for once its conmon is.
    func launch(_ cage: Cage, _ attachment: Attachment, ready: () throws -> Void = {}) throws -> Launched {
        guard Cage.isValid(id: cage.id) else { throw Failure(.internal, "`\(cage.id)` cannot name a container") }
        let bundle = Bundle(cage.directory)
        try bundle.prepare(for: cage)
        let configuration = try cage.ociConfiguration(
            seccomp: seccomp,
            ceilings: .current(),
            initBinary: initBinary
        )
        // It has the config vars, which are nobody's business on this machine.
        try bundle.write(bundle.configuration, configuration, mode: 0o600)
        let overlay = try OverlayMount(
            lowers: cage.lowers,
            upper: bundle.upper,
            work: bundle.work,
            // What comes of such a cage is synced where it is kept.
            isVolatile: cage.diesWithSupervisor
        )

        let (syncRead, syncWrite) = try Descriptor.pipe().split()
        let (startRead, startWrite) = try Descriptor.pipe().split()
        let sync = Descriptor(owning: syncRead)
        let go = Descriptor(owning: startWrite)
        let child: Child
        do {
            let said = Descriptor(owning: syncWrite)
            let heard = Descriptor(owning: startRead)
            let log = try Descriptor.open(bundle.conmonLog, O_WRONLY | O_CREAT | O_APPEND)
            var start = Child.Start()
            start.mounts = mounts(overlay: overlay, at: bundle.root)
            switch attachment {
            case .detached, .terminal:
                // It makes a session of its own, and fails where it has one already.
                start.descriptors = [nil, log.number, log.number, said.number, heard.number]
            case .attached(let output):
                start.deathSignal = SIGKILL
                start.descriptors = [nil, output, output, said.number, heard.number]
            case .piped(let numbers): start.descriptors = numbers.map { $0 } + [said.number, heard.number]
            }
            child = try Child.spawn(conmonCommand(cage, bundle, attachment), start)
        }
        let guardian: ControlGroup? =
            switch attachment {
            case .detached, .piped, .terminal: .guardian(of: cage.cgroup)
            // The group of whoever waits for it.
            case .attached: nil
            }
        return try finishLaunch(cage, bundle, child, guardian, sync: sync, go: go, ready)
    }

    private func finishLaunch(
        _ cage: Cage,
        _ bundle: Bundle,
        _ child: Child,
        _ guardian: ControlGroup?,
        sync: borrowing Descriptor,
        go: borrowing Descriptor,
        _ ready: () throws -> Void
    ) throws -> Launched {
        do {
            guard let conmon = ProcessIdentity(running: child.pid) else {
                throw failure(cage, bundle, "conmon ended at once")
            }
            // On record before there is a container: whoever cleans up after us finds its guardian.
            try Supervised.Record(conmon: conmon, group: guardian?.path).write(to: bundle)
            // What a dyno prints costs its conmon as much: nobody else is to pay for it. crun makes the cage from there, though,
            // and that is the dyno's own work.
            try guardian?.hold([child.pid], cage.limits)
            try ready()
            try go.write(all: [ASCII.lineFeed])
            let pid = try awaitCreation(cage, bundle, conmon, sync)
            try guardian?.make(cage.limits.guardian)
            return Launched(conmon: conmon, pid: pid, child: child)
        } catch {
            child.kill(SIGKILL)
            _ = child.wait()
            // The reason that made us give up is the one to tell.
            try? endStrays(of: cage.id)
            try? reap(id: cage.id)
            ControlGroups.removeTree(cage.cgroup)
            guardian?.remove()
            throw error
        }
    }

    private func conmonCommand(_ cage: Cage, _ bundle: Bundle, _ attachment: Attachment) -> Command {
        var arguments: [String] = []
        switch attachment {
        case .detached(let log, let bytesMax):
            arguments += ["-l", "k8s-file:\(log)"]
            // Nobody may be there to read it.
            if bytesMax > 0 { arguments += ["--log-size-max", "\(bytesMax)"] }
        case .attached, .piped: arguments += ["-l", "passthrough"]
        case .terminal(let socket): arguments += ["-l", "passthrough", "--runtime-opt=--console-socket=\(socket)"]
        }
        return conmonCommand(cage.id, cage.id, bundle, arguments)
    }

    /// - Parameters:
    ///   - id: of the container.
    ///   - name: of what this conmon looks after.
    func conmonCommand(_ id: String, _ name: String, _ bundle: Bundle, _ more: [String]) -> Command {
        let arguments = [
            "--api-version", "1", "-c", id, "-u", name, "-n", id, "-r", crun, "-b", bundle.directory, "-p", bundle.processFile,
            "-P", bundle.conmonFile, "--exit-dir", bundle.persist, "--persist-dir", bundle.persist, "--socket-dir-path",
            bundle.sockets, "--sync", "--runtime-arg=--root=\(directory)", "--runtime-arg=--log=\(bundle.runtimeLog)",
            "--log-level", "error", "--no-sync-log",
        ]
        let environment = ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "_OCI_SYNCPIPE": "3", "_OCI_STARTPIPE": "4"]
        // conmon drops stray files where it stands.
        return Command(conmon, arguments + more, environment: environment, workingDirectory: bundle.directory)
    }

    /// What conmon says when crun has made the container, or has failed to.
    struct Creation: Decodable {
        var data: Int32
        var message: String?

        /// The first line alone: of a process that ended at once conmon says on the next one how, and both may come together.
        /// - Returns: nil: that is no answer.
        static func first(in said: [UInt8]) -> Creation? {
            try? JSONDecoder().decode(Creation.self, from: Data(said.prefix { $0 != ASCII.lineFeed }))
        }
    }

    private func awaitCreation(_ cage: Cage, _ bundle: Bundle, _ conmon: ProcessIdentity, _ sync: borrowing Descriptor)
        throws -> Int32
    {
        var line: [UInt8] = []
        var seenAt = Moment.monotonicMilliseconds()
        // Watched beside its answer: where it dies, the crun that it has started may keep the pipe open for ever.
        guard let guardian = try conmon.open() else { throw failure(cage, bundle, "conmon ended without an answer") }
        let deadline = Moment.monotonicMilliseconds() + Int64(Self.createSecondsMax) * 1000
        while !line.contains(10) {
            var items = [sync.number, guardian.number].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0 else { throw failure(cage, bundle, "crun took over \(Self.createSecondsMax) seconds") }
            guard poll(&items, 2, Int32(min(left, Self.lookMilliseconds))) > 0 else {
                if try isBeingMade(cage.id) { seenAt = Moment.monotonicMilliseconds() }
                // conmon does not always notice that crun was killed.
                guard Moment.monotonicMilliseconds() - seenAt < Self.unseenMillisecondsMax else {
                    throw failure(cage, bundle, "crun ended without an answer")
                }
                continue
            }
            // What it has said before it died is heard first.
            guard items[0].revents != 0 else { break }
            guard let part = try readSome(from: sync.number), !part.isEmpty else { break }
            line += part
        }
        guard let answer = Creation.first(in: line) else {
            throw failure(cage, bundle, "conmon ended without an answer")
        }
        guard answer.data > 0 else { throw failure(cage, bundle, answer.message ?? "crun gave no reason") }
        return answer.data
    }

    private func failure(_ cage: Cage, _ bundle: Bundle, _ reason: String) -> Failure {
        let evidence = [bundle.runtimeLog, bundle.conmonLog].flatMap { path in
            // A log that is not there has nothing to say.
            ((try? Files.text(path, limit: 1 << 20)) ?? "").split(separator: "\n").suffix(5).map(String.init)
        }
        return Failure(.internal, "cannot start \(cage.id): \(reason)", detail: evidence)
    }
}
