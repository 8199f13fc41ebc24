import Glibc
import Linux
import Model
import Wire

/// One process in a dyno with the caller's own standard input, output and errors: at a terminal where the caller sits at one, else
/// byte for byte. What it reads and prints does not come by the runner.
struct AttachedProcess {
    let session: Session
    let wantsTerminal: Bool
    /// Such as `Running bash on ⬢ shop`.
    let doing: String

    /// What it is once it has started, and how its end is waited for.
    struct Started: Sendable {
        /// Such as `run.4821 (v32)`.
        let words: String
        let end: @Sendable () throws -> AwaitDyno.Answer
    }

    /// Until it has ended. As it ends, so does the command.
    /// - Parameter start: asks for it; takes how we stand to it, and what is handed over.
    func run(_ start: (OneOffStance, [Int32]) throws -> Started) throws {
        let streams = session.streams
        let answer: AwaitDyno.Answer
        if wantsTerminal, Terminal.isOne(streams.input), Terminal.isOne(streams.output) {
            answer = try atTerminal(start)
        } else {
            answer = try piped(start)
        }
        if let reason = answer.reason { try streams.complain([session.style.paint(" !     ", .error) + reason]) }
        if answer.status != 0 { throw QuietExit(status: answer.status) }
    }

    private func atTerminal(_ start: (OneOffStance, [Int32]) throws -> Started) throws -> AwaitDyno.Answer {
        // Before there is another thread, which would take them.
        let signals = try SignalQueue([SIGWINCH, SIGHUP, SIGINT, SIGTERM])
        let size = Terminal(session.streams.output).size ?? .standard
        let (mine, theirs) = try Descriptor.socketPair().split()
        let door = Descriptor(owning: mine)
        let started: Started
        do {
            let handed = Descriptor(owning: theirs)
            started = try announced { try start(.terminal(size), [handed.number]) }
        }
        let relay = TerminalRelay(terminal: try UnixSocket.receiveDescriptor(from: door.number), streams: session.streams, signals: signals)
        return try relay.run { try Self.answer(of: started, while: $0) }
    }

    private func piped(_ start: (OneOffStance, [Int32]) throws -> Started) throws -> AwaitDyno.Answer {
        let streams = session.streams
        var pipes = try PipedStreams(streams)
        let started = try announced { try start(.piped, pipes.handed) }
        try pipes.letGo(isProcess: session.surroundings.endsWithOutput)
        // Where whoever came over SSH has gone, nothing else says so.
        if session.surroundings.endsWithOutput, fcntl(streams.errors, F_GETFD) >= 0 { try OutputWatch.start(streams.errors) }
        let answer = try Self.answer(of: started) { true }
        try pipes.finish()
        return answer
    }

    /// Says what is being done to whoever sits at a terminal, and to nobody else.
    private func announced(_ start: () throws -> Started) throws -> Started {
        guard Terminal.isOne(session.streams.errors) else { return try start() }
        try session.streams.say("\(doing)... ")
        do {
            let started = try start()
            try session.streams.complain(["up, \(started.words)"])
            return started
        } catch {
            // The reason that follows is the one to tell.
            try? session.streams.complain(["!"])
            throw error
        }
    }

    private static let pauseMilliseconds: Int32 = 200
    /// For a runner to come back once there is nothing left to be seen of the process.
    private static let awayMillisecondsMax: Int64 = 60_000

    /// A runner that is restarted ends nobody's session: it is asked again, as long as it takes.
    /// - Parameter isAlive: whether the process may still be there.
    private static func answer(of started: Started, while isAlive: () -> Bool) throws -> AwaitDyno.Answer {
        var goneAt: Int64?
        while true {
            do {
                return try started.end()
            } catch let failure as Failure where failure.code == .unavailable {
                let now = Moment.monotonicMilliseconds()
                if isAlive() { goneAt = nil } else if goneAt == nil { goneAt = now }
                guard now - (goneAt ?? now) < awayMillisecondsMax else { throw failure }
                _ = poll(nil, 0, pauseMilliseconds)
            }
        }
    }
}
