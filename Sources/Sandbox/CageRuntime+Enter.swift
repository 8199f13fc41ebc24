import FoundationEssentials
import Glibc
import Linux
import Model

/// Further processes in a cage that runs: each under a conmon of its own, which outlives us and writes down how it ended.
extension CageRuntime {
    /// What a process in a cage has as its standard input, output and errors.
    package enum InnerStreams: Sendable {
        case pipes([Int32])
        /// The other side of its terminal is sent on the socket `door`.
        case terminal(TerminalSize, door: Int32)
    }

    private static let sessionsMax = 32
    private static let enterMillisecondsMax: Int32 = 20_000

    /// Starts a process as the cage's own is: its user, limits, walls and environment.
    /// - Parameters:
    ///   - session: the name of a folder in the cage's bundle.
    ///   - environment: beside the cage's, and before it.
    package func enter(
        _ id: String,
        bundle directory: String,
        session: String,
        arguments: [String],
        environment: [String: String],
        cgroup: String,
        _ streams: InnerStreams
    ) throws {
        let bundle = Bundle(directory)
        try Files.makeDirectory(bundle.sessions)
        guard try running(in: bundle) < Self.sessionsMax else {
            throw Failure(.limit, "there are \(Self.sessionsMax) processes of people's in this dyno, and it may have no more")
        }
        let own = bundle.session(session)
        for path in [own.directory, own.persist, own.sockets] { try Files.makeDirectory(path) }
        var process = try processOf(bundle)
        process.args = arguments
        let names = Set(environment.keys)
        process.env =
            process.env.filter { !names.contains(String($0.prefix { $0 != "=" })) } + environment.map { "\($0.key)=\($0.value)" }.sorted()
        if case .terminal = streams { process.terminal = true } else { process.terminal = false }
        try own.write(own.configuration, Array(try JSONEncoder().encode(process)), mode: 0o600)
        switch streams {
        case .pipes(let numbers): try start(id, own, streams: numbers, socket: nil, cgroup)
        case .terminal(let size, let door):
            let desk = try TerminalDesk(in: Files.parent(of: self.directory))
            let log = try Descriptor.open(own.conmonLog, O_WRONLY | O_CREAT | O_APPEND)
            let nothing = try Descriptor.open("/dev/null", O_RDONLY)
            try start(id, own, streams: [nothing.number, log.number, log.number], socket: desk.path, cgroup)
            let terminal = try desk.take()
            try Terminal(terminal.number).resize(size)
            try UnixSocket.send(descriptor: terminal.number, over: door)
        }
    }

    /// Whoever waited for one that ended was told long ago.
    private static let endedSecondsMax: Int64 = 3600

    /// How many there are. What is left of those that ended goes with time.
    private func running(in bundle: Bundle) throws -> Int {
        let all = try Files.list(bundle.sessions)
        let ended = try all.filter { try Supervised.find(bundle.session($0).directory) == nil }.map { bundle.session($0) }
        let old = Moment.wallMicroseconds() / 1_000_000 - Self.endedSecondsMax
        for one in ended {
            // conmon writes there last.
            guard let status = Files.status(one.persist), Int64(status.st_mtim.tv_sec) < old else { continue }
            try Files.removeTree(one.directory)
        }
        return all.count - ended.count
    }

    private struct Configuration: Decodable { var process: OCIConfiguration.Process }

    private func processOf(_ bundle: Bundle) throws -> OCIConfiguration.Process {
        try JSONDecoder().decode(Configuration.self, from: Data(try Files.read(bundle.configuration, limit: 4 << 20))).process
    }

    private func start(_ id: String, _ own: Bundle, streams: [Int32], socket: String?, _ cgroup: String) throws {
        let (syncRead, syncWrite) = try Descriptor.pipe().split()
        let (startRead, startWrite) = try Descriptor.pipe().split()
        let sync = Descriptor(owning: syncRead)
        let go = Descriptor(owning: startWrite)
        let child: Child
        do {
            let said = Descriptor(owning: syncWrite)
            let heard = Descriptor(owning: startRead)
            var start = Child.Start()
            start.mounts = mounts()
            start.descriptors = streams.map { $0 } + [said.number, heard.number]
            child = try Child.spawn(innerCommand(id, own, socket), start)
        }
        do {
            guard let conmon = ProcessIdentity(running: child.pid) else { throw innerFailure(id, own, "conmon ended at once") }
            var record = try Supervised.Record(conmon: conmon)
            record.isStarted = true
            try record.write(to: own)
            // Beside the conmon of the cage, and as bounded.
            try ControlGroup.guardian(of: cgroup).enter([child.pid])
            try go.write(all: [ASCII.lineFeed])
            try awaitStart(id, own, sync)
        } catch {
            child.kill(SIGKILL)
            _ = child.wait()
            throw error
        }
        reap(child.pid)
    }

    /// It is our own child, and nobody else takes its status. Best effort: one that stays a zombie goes with us.
    private func reap(_ pid: pid_t) {
        try? BackgroundThread.detached("session", stack: 512 << 10) {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        }
    }

    private func innerCommand(_ id: String, _ own: Bundle, _ socket: String?) -> Command {
        let terminal = socket.map { ["--runtime-opt=--console-socket=\($0)"] } ?? []
        let inner = ["-e", "--exec-process-spec", own.configuration, "-l", "passthrough"]
        return conmonCommand(id, Files.name(of: own.directory), own, inner + terminal)
    }

    private func awaitStart(_ id: String, _ own: Bundle, _ sync: borrowing Descriptor) throws {
        var line: [UInt8] = []
        let deadline = Moment.monotonicMilliseconds() + Int64(Self.enterMillisecondsMax)
        while !line.contains(ASCII.lineFeed) {
            var item = pollfd(fd: sync.number, events: Int16(POLLIN), revents: 0)
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0, poll(&item, 1, Int32(left)) > 0 else { throw innerFailure(id, own, "crun took too long") }
            guard let part = try readSome(from: sync.number), !part.isEmpty else { break }
            line += part
        }
        guard let answer = Creation.first(in: line) else {
            throw innerFailure(id, own, "conmon ended without an answer")
        }
        guard answer.data > 0 else { throw innerFailure(id, own, answer.message ?? "crun gave no reason") }
    }

    private func innerFailure(_ id: String, _ own: Bundle, _ reason: String) -> Failure {
        // A log that is not there has nothing to say.
        let said = ((try? Files.text(own.runtimeLog, limit: 1 << 20)) ?? "").split(separator: "\n").suffix(5).map(String.init)
        return Failure(.unavailable, "cannot enter \(id): \(reason)", hint: "it may be about to end: renga ps shows it", detail: said)
    }
}
