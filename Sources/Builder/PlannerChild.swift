import FoundationEssentials
import Git
import Glibc
import Linux
import Model

/// The child that plans, as root sees it: started before it is known what there is to plan, so that it is ready when it is
/// asked, and never believed.
final class PlannerChild {
    private let child: Child
    private let orders: Descriptor
    private let answers: Descriptor
    private var reader: Child?
    private var ends: ReaderEnds?

    /// git's ends of the two pipes between the child and what reads objects for it, until that is there.
    private struct ReaderEnds: ~Copyable {
        let questions: Descriptor
        let answers: Descriptor
    }

    /// - Parameters:
    ///   - root: has been looked at by `RootTrust`.
    ///   - tree: where a tree comes from that is no commit's. Borrowed.
    static func start(_ root: InstallationRoot, tree: Int32? = nil) throws -> PlannerChild {
        try Files.makeDirectory(root.nothing, mode: 0o555)
        let order = try Descriptor.pipe().split()
        let answer = try Descriptor.pipe().split()
        let question = try Descriptor.pipe().split()
        let object = try Descriptor.pipe().split()
        let orders = Descriptor(owning: order.writing)
        let answers = Descriptor(owning: answer.reading)
        let ordered = Descriptor(owning: order.reading)
        let answering = Descriptor(owning: answer.writing)
        let asking = Descriptor(owning: question.writing)
        let reading = Descriptor(owning: object.reading)
        let ends = ReaderEnds(questions: Descriptor(owning: question.reading), answers: Descriptor(owning: object.writing))
        var start = Child.Start()
        start.descriptors = [ordered.number, answering.number, 2, asking.number, reading.number] + (tree.map { [$0] } ?? [])
        start.newSession = true
        start.deathSignal = SIGKILL
        start.outOfMemoryScore = 900
        let command = Command(
            Files.real("/proc/self/exe") ?? "/proc/self/exe",
            ["plan", "--root", root.path, "--parent", "\(getpid())"],
            environment: ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
        )
        return PlannerChild(try Child.spawn(command, start), orders, answers, ends)
    }

    private init(_ child: Child, _ orders: consuming Descriptor, _ answers: consuming Descriptor, _ ends: consuming ReaderEnds) {
        self.child = child
        self.orders = orders
        self.answers = answers
        self.ends = consume ends
    }

    /// Gives it its view of a repository.
    /// - Parameter quarantine: where git keeps the pushed objects.
    func look(into repository: String, of git: BoundedGit, quarantine: String?) throws {
        guard let ends = ends.take() else { throw Failure(.internal, "the process that plans looks into one repository") }
        reader = try git.readObjects(of: repository, quarantine: quarantine, questions: ends.questions, answers: ends.answers)
    }

    /// Both processes, to be put where the build is counted.
    var processes: [pid_t] { [child.pid, reader?.pid].compactMap(\.self) }

    /// Whoever plans makes way for all that serves: it may get a small part of a processor for as long as the machine is busy.
    private static let clockFactor = 10

    /// The plan; called once.
    /// - Parameter seconds: until it is there, by the clock; nil: as config.yml has it.
    func ask(
        _ order: PlanOrder,
        _ build: Configuration.BuildLimits,
        _ interruption: Interruption,
        settings: String,
        seconds: Int? = nil
    ) throws -> PlanAnswer {
        let limits = TreeLimits(build)
        let seconds = seconds ?? build.planSecondsMax * Self.clockFactor
        let deadline = Moment.monotonicMilliseconds() + Int64(seconds) * 1000
        try send(order)
        let bytes = try receive(until: deadline, bytesMax: PlanAnswer.bytesMax(limits), interruption)
        // Its answer says itself whether it is whole: the kernel takes a while to clear a process away, and nobody waits for that.
        if let bytes, let answer = try PlanAnswer(bytes, limits: limits) {
            kill()
            return answer
        }
        let status = status(interruption)
        try interruption.check()
        throw failure(status, inTime: bytes != nil, build, seconds, settings)
    }

    private func send(_ order: PlanOrder) throws {
        do {
            try orders.write(all: Array(try JSONEncoder().encode(order)) + [ASCII.lineFeed])
        } catch let error as SystemError where error.code == EPIPE {
            // It has ended already; how is told by its status.
        }
        // The end of the order is the end of the pipe: this number stays ours, and leads nowhere.
        let nowhere = try Descriptor.open("/dev/null", O_WRONLY)
        guard dup2(nowhere.number, orders.number) >= 0, fcntl(orders.number, F_SETFD, FD_CLOEXEC) == 0 else {
            throw SystemError("close", "a pipe")
        }
    }

    /// Until its end; nil where that did not come in time.
    private func receive(until deadline: Int64, bytesMax: Int, _ interruption: Interruption) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        var items = [
            pollfd(fd: answers.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0, poll(&items, 2, Int32(clamping: left)) != 0, items[1].revents == 0 else { return nil }
            guard items[0].revents != 0, let part = try readSome(from: answers.number, limit: 1 << 18) else { continue }
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= bytesMax else { throw Failure(.limit, "the plan of this app is over \(bytesMax >> 20) MB") }
        }
    }

    private func kill() {
        child.kill(SIGKILL)
        reader?.killGroup(SIGKILL)
    }

    /// Ends both, whatever they do, and waits until they are gone.
    func end() {
        kill()
        _ = child.wait()
        _ = reader?.wait()
    }

    /// How it ended, which it does by itself and at once where it has nothing more to say.
    private func status(_ interruption: Interruption) -> ExitStatus {
        // Killed where it does not.
        let deadline = Moment.monotonicMilliseconds() + 200
        return (try? child.wait(until: deadline, isCancelled: { interruption.isRequested })) ?? .unknown
    }

    private func failure(_ status: ExitStatus, inTime: Bool, _ build: Configuration.BuildLimits, _ secondsMax: Int, _ file: String)
        -> Failure
    {
        let next = "look at the patterns and the globs of renga.yml, and at the files that they read; `renga plan .` makes the same plan"
        switch status {
        case _ where !inTime, .signalled(SIGXCPU):
            let seconds = inTime ? "\(build.planSecondsMax) seconds of CPU time" : "\(secondsMax) seconds"
            return Failure(
                .limit,
                "the plan was not made within \(seconds)",
                hint: "\(next). The limit is `build.plan_seconds_max` in \(file)"
            )
        case .signalled:
            return Failure(
                .limit,
                "the process that plans was ended by the machine (\(status)), as it is where it needs more than "
                    + "\(build.planMemoryBytes >> 20) MB of memory",
                hint: "\(next). The limit is `build.plan_memory_bytes` in \(file)"
            )
        default: return Failure(.internal, "the process that plans gave no plan: \(status)", hint: "its words are above; push again")
        }
    }
}
