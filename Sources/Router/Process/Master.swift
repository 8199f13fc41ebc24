import Glibc
import Linux
import Model

/// The process that the service manager knows. It holds the listening sockets, keeps a worker and exchanges it; it serves
/// nothing itself and reads nothing that a stranger sent.
struct Master: ~Copyable {
    /// What a worker is made of.
    private struct Site {
        var listeners: [Listener]
        /// A file in memory.
        var configuration: Int32
    }

    private let root: InstallationRoot
    private let account: Account?
    private let program: String
    private let arguments: [String]
    private let reader: RouterProgram.Reader
    private let signals: SignalQueue
    private var shift = WorkerShift()
    private var leash = Handover.Leash(reading: -1, writing: nil)
    /// What the worker that serves was made of.
    private var site = Site(listeners: [], configuration: -1)
    /// What one that is to come is made of, where that differs.
    private var coming: Site?
    /// Where the starting worker says that it serves; -1: none is starting.
    private var ready: Int32 = -1
    private var isOver = false

    init(root: InstallationRoot, account: Account?, program: String, arguments: [String], reader: @escaping RouterProgram.Reader)
        throws(SystemError)
    {
        self.root = root
        self.account = account
        self.program = program
        self.arguments = arguments
        self.reader = reader
        signals = try SignalQueue([SIGTERM, SIGINT, SIGHUP, SIGCHLD])
        signal(SIGPIPE, SIG_IGN)
    }

    /// - Parameter handed: what this process held before it became this program; nil: it was just started.
    mutating func run(_ handed: Handover?) throws {
        try RouterServer.prepareDirectory(root, owner: account.map { ($0.uid, $0.gid) })
        if let handed {
            try takeOver(handed)
        } else {
            let (reading, writing) = try Descriptor.pipe().split()
            leash = Handover.Leash(reading: reading, writing: writing)
            site = try makeSite(keeping: [])
        }
        carryOut(shift.renew(now))
        while !isOver { turn() }
    }

    private var now: Int64 { Moment.monotonicMilliseconds() }

    private mutating func turn() {
        var items = [
            pollfd(fd: signals.number, events: Int16(POLLIN), revents: 0), pollfd(fd: ready, events: Int16(POLLIN), revents: 0),
        ]
        let wait = shift.due.map { Int32(clamping: max($0 - now, 0)) } ?? -1
        _ = poll(&items, 2, wait)
        if items[1].revents != 0 { hearWorker() }
        var wantsReload = false
        while let signal = signals.take() {
            switch signal {
            case SIGHUP: wantsReload = true
            case SIGCHLD: reap()
            default: stop()
            }
        }
        if wantsReload, !shift.isStopping { becomeNewProgram() }
        carryOut(shift.passed(now))
    }

    private mutating func hearWorker() {
        // The end of the pipe without a word is a worker that came to nothing: its exit status will say more.
        let word = (try? readSome(from: ready, limit: 16)) ?? []
        close(ready)
        ready = -1
        if !word.isEmpty { carryOut(shift.isReady(now)) }
    }

    private mutating func reap() {
        for pid in shift.workers {
            guard let status = Child(pid: pid).poll() else { continue }
            carryOut(shift.ended(pid, "\(status)", now))
        }
    }

    /// From here on nobody but the workers holds the sockets: what they leave is refused, not left waiting.
    private mutating func stop() {
        Listeners.close(site.listeners, but: coming?.listeners ?? [])
        if let coming { Listeners.close(coming.listeners) }
        site.listeners = []
        coming = nil
        carryOut(shift.stop(now))
    }

    private mutating func carryOut(_ actions: [WorkerShift.Action]) {
        for action in actions {
            switch action {
            case .start: start()
            case .retire(let pid): _ = kill(pid, SIGUSR1)
            case .stop(let pid): _ = kill(pid, SIGTERM)
            case .kill(let pid): _ = kill(pid, SIGKILL)
            case .recall(let pid): _ = kill(pid, SIGHUP)
            case .settle:
                if let coming { replaceSite(by: coming) }
                coming = nil
            case .giveUp: giveUpComing()
            case .say(let text): Diagnostics.say(text)
            case .exit: isOver = true
            }
        }
    }

    private mutating func replaceSite(by new: Site) {
        Listeners.close(site.listeners, but: new.listeners)
        if site.configuration != new.configuration { close(site.configuration) }
        site = new
    }

    private mutating func giveUpComing() {
        guard let coming else { return }
        Listeners.close(coming.listeners, but: site.listeners)
        if coming.configuration != site.configuration { close(coming.configuration) }
        self.coming = nil
    }

    private mutating func start() {
        let made = coming ?? site
        do throws(SystemError) {
            let (reading, writing) = try Descriptor.pipe().split()
            defer { close(writing) }
            if ready >= 0 { close(ready) }
            ready = reading
            var child = Child.Start()
            var handover = Handover(listeners: made.listeners, configuration: 3, leash: .init(reading: 4))
            handover.ready = 5
            for place in handover.listeners.indices { handover.listeners[place].descriptor = Int32(6 + place) }
            child.descriptors = [nil, 1, 2, made.configuration, leash.reading, writing] + made.listeners.map(\.descriptor)
            var command = try self.command
            command.environment[Handover.variable] = handover.text
            shift.started(try Child.spawn(command, child).pid, now)
        } catch {
            carryOut(shift.failedToStart("\(error)", now))
        }
    }

    private var command: Command {
        get throws(SystemError) {
            var environment = try Command.inheritedEnvironment()
            environment[Handover.variable] = nil
            return Command(program, arguments, environment: environment)
        }
    }
}

// MARK: becoming a new program

extension Master {
    private func makeSite(keeping known: [Listener]) throws -> Site {
        let text = try ConfigurationText.read(root)
        let settings = try reader(text, root.configuration)
        let kept = try ConfigurationText.keep(text)
        do throws(SystemError) {
            return Site(listeners: try Listeners.bind(settings, keeping: known, complain: Diagnostics.say), configuration: kept)
        } catch {
            close(kept)
            throw error
        }
    }

    /// Returns only where the process goes on as it is.
    private mutating func becomeNewProgram() {
        do throws(SystemError) {
            var command = try self.command
            var check = command
            check.arguments.append("--check")
            if let reason = Takeover.refusal(check) {
                return Diagnostics.say("\(reason)\nhint: nothing has changed, the router goes on as it was; mend it and reload again")
            }
            giveUpComing()
            if ready >= 0 { close(ready) }
            ready = -1
            // A starting one gives way to what starts next.
            carryOut(shift.makeWay())
            var handover = Handover(listeners: site.listeners, configuration: site.configuration, leash: leash)
            handover.serving = shift.serving
            handover.retiring = shift.retiring.sorted()
            command.environment[Handover.variable] = handover.text
            for descriptor in handover.descriptors { try Descriptor.setInherited(descriptor, true) }
            let failure = command.replaceProcess()
            for descriptor in handover.descriptors { try Descriptor.setInherited(descriptor, false) }
            throw failure
        } catch {
            Diagnostics.say("\(error)\nhint: the router goes on as it was")
            if shift.serving == nil { carryOut(shift.renew(now)) }
        }
    }

    /// Goes on with what the program before held in this process.
    private mutating func takeOver(_ handed: Handover) throws {
        for descriptor in handed.descriptors { try Descriptor.setInherited(descriptor, false) }
        leash = handed.leash
        site = Site(listeners: handed.listeners, configuration: handed.configuration)
        shift = WorkerShift(serving: handed.serving, retiring: handed.retiring)
        reap()
        do {
            coming = try makeSite(keeping: site.listeners)
        } catch {
            // The file was good a moment ago, when the program was asked; or a port is not free.
            Diagnostics.say("\(error)\nhint: the router goes on with the configuration that it had; mend it and reload again")
        }
    }
}
