import Glibc
import Linux
import Model
import Synchronization
import Wire

/// Stands between the caller's terminal and a dyno's. Bytes alone go through: whatever a stranger's process does to its own
/// terminal, the caller's is another one.
struct TerminalRelay: ~Copyable {
    private let terminal: Descriptor
    private let streams: Streams
    private let signals: SignalQueue

    init(terminal: consuming Descriptor, streams: Streams, signals: consuming SignalQueue) {
        self.terminal = terminal
        self.streams = streams
        self.signals = signals
    }

    private struct State {
        var outputHasEnded = false
        var answer: Result<AwaitDyno.Answer, any Error>?
    }

    /// Until all that it has printed is shown and it is known how it ended.
    /// - Parameter end: waits for its end; told whether the process may still be there.
    consuming func run(_ end: @escaping @Sendable (() -> Bool) throws -> AwaitDyno.Answer) throws -> AwaitDyno.Answer {
        let (number, streams) = (terminal.number, streams)
        let bell = try Descriptor.pipe()
        let ringing = bell.writing.number
        let state = Monitor(State())
        let before = Terminal(streams.input).makeRaw()
        // What is in another mode than it was is of use to nobody.
        defer { if let before { Terminal(streams.input).restore(before) } }
        // Its size may have changed since we looked. Best effort: a terminal that has gone has no size.
        if let size = Terminal(streams.output).size { try? Terminal(number).resize(size) }
        try BackgroundThread.detached("typed") { Self.copy(from: streams.input, to: number) }
        try BackgroundThread.detached("shown") {
            Self.copy(from: number, to: streams.output)
            state.update { $0.outputHasEnded = true }
            Self.ring(ringing)
        }
        try BackgroundThread.detached("end") {
            let answer = Result { try end { state.read { !$0.outputHasEnded } } }
            state.update { $0.answer = answer }
            Self.ring(ringing)
        }
        while true {
            let (hasEnded, answer) = state.read { ($0.outputHasEnded, $0.answer) }
            // Who cannot be told how it ended stays no longer than there is something to see.
            if hasEnded, let answer { return try answer.get() }
            var items = [signals.number, bell.reading.number].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&items, 2, -1)
            if items[1].revents != 0 { _ = try readSome(from: bell.reading.number) }
            while let signal = signals.take() {
                guard signal == SIGWINCH else { throw QuietExit(status: 128 + signal) }
                // Best effort: a terminal that has gone has no size.
                if let size = Terminal(streams.output).size { try? Terminal(number).resize(size) }
            }
        }
    }

    private static func ring(_ number: Int32) {
        // There is room: two bytes at most are ever written.
        try? writeAll([0], to: number)
    }

    /// Until one of the two has gone: a terminal that nobody is in front of any more says so by an error.
    private static func copy(from source: Int32, to target: Int32) {
        do {
            while true {
                let part = try awaitSome(from: source)
                guard !part.isEmpty else { return }
                try writeAll(part, to: target)
            }
        } catch {
            return
        }
    }
}
