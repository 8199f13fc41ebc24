import FoundationEssentials
import Git
import Glibc
import Linux
import Model

/// The child that plans, as root sees it: started early, so that it is ready when it is asked, and never believed.
final class PlannerChild {
    private let workshop: Workshop
    private let child: Child
    private let reader: Child
    private let orders: Descriptor
    private let answers: Descriptor

    /// - Parameter quarantine: where git keeps the pushed objects.
    static func start(_ workshop: Workshop, _ app: AppName, quarantine: String?) throws -> PlannerChild {
        try Files.makeDirectory(workshop.root.nothing, mode: 0o555)
        let order = try Descriptor.pipe().split()
        let answer = try Descriptor.pipe().split()
        let orders = Descriptor(owning: order.writing)
        let answers = Descriptor(owning: answer.reading)
        let ordered = Descriptor(owning: order.reading)
        let answering = Descriptor(owning: answer.writing)
        let reader = try workshop.git.readObjects(of: workshop.root.repository(app), quarantine: quarantine)
        var start = Child.Start()
        start.descriptors = [ordered.number, answering.number, 2, reader.requests.number, reader.answers.number]
        start.newSession = true
        start.deathSignal = SIGKILL
        start.outOfMemoryScore = 900
        let command = Command(
            Files.real("/proc/self/exe") ?? "/proc/self/exe",
            ["plan", "--root", workshop.root.path, "--parent", "\(getpid())"],
            environment: ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
        )
        let child = try Child.spawn(command, start)
        return PlannerChild(workshop, child, reader.child, orders, answers)
    }

    private init(_ workshop: Workshop, _ child: Child, _ reader: Child, _ orders: consuming Descriptor, _ answers: consuming Descriptor) {
        self.workshop = workshop
        self.child = child
        self.reader = reader
        self.orders = orders
        self.answers = answers
    }

    /// Both processes, to be put where the build is counted.
    var processes: [pid_t] { [child.pid, reader.pid] }

    /// The plan; called once.
    func ask(_ order: PlanOrder) throws -> PlanAnswer {
        let limits = TreeLimits(workshop.configuration.build)
        let seconds = workshop.configuration.build.planSecondsMax
        let deadline = Moment.monotonicMilliseconds() + Int64(seconds) * 3000
        try send(order)
        let bytes = try receive(until: deadline, bytesMax: PlanAnswer.bytesMax(limits))
        let status = end()
        guard let bytes, status.isSuccess else {
            try workshop.interruption.check()
            throw failure(status, inTime: bytes != nil)
        }
        return try PlanAnswer(bytes, limits: limits)
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
    private func receive(until deadline: Int64, bytesMax: Int) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        var items = [
            pollfd(fd: answers.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: workshop.interruption.descriptor, events: Int16(POLLIN), revents: 0),
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

    /// Ends both, whatever they do.
    private func end() -> ExitStatus {
        // One that has said all that it has to say ends by itself, and at once.
        if let status = try? child.wait(
            until: Moment.monotonicMilliseconds() + 200,
            isCancelled: { self.workshop.interruption.isRequested }
        ) {
            reader.killGroup(SIGKILL)
            _ = reader.wait()
            return status
        }
        reader.killGroup(SIGKILL)
        _ = reader.wait()
        return .unknown
    }

    private func failure(_ status: ExitStatus, inTime: Bool) -> Failure {
        let build = workshop.configuration.build
        let file = workshop.root.configuration
        let next = "look at the patterns and the globs of renga.yml, and at the files that they read; `renga plan .` makes the same plan"
        switch status {
        case _ where !inTime, .signalled(SIGXCPU):
            let seconds = inTime ? "\(build.planSecondsMax) seconds of CPU time" : "\(build.planSecondsMax * 3) seconds"
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
