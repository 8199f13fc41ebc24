import CLinux
import Glibc
import Linux
import Model
import Synchronization

/// What ends a build before its time: the pusher goes, the machine wants us to stop, or its time is up. One thread waits for
/// all of it; whoever works asks `cause`, or waits for `descriptor` beside what it waits for, or leaves an action.
final class Interruption: Sendable {
    enum Cause: Hashable, Sendable {
        case clientGone
        case stopped
        /// By a person, who need not be the one that pushed.
        case cancelled(by: String)
        case time(seconds: Int)

        func failure(_ root: InstallationRoot) -> Failure {
            switch self {
            case .clientGone: Failure(.cancelled, "the build was cancelled: the client went away")
            case .stopped:
                Failure(.cancelled, "the build was cancelled: the builder was told to stop", hint: "push the same commit again")
            case .cancelled(let name): Failure(.cancelled, "the build was cancelled by \(name)")
            case .time(let seconds):
                Failure(
                    .limit,
                    "the build did not end within \(seconds) seconds",
                    hint: "the limit is `build.seconds_max` in \(root.configuration)"
                )
            }
        }
    }

    private struct State {
        var cause: Cause?
        var deadline: (at: Int64, seconds: Int)?
        var isOver = false
        var isWatching = false
        var actions: [Int: @Sendable (Cause) -> Void] = [:]
        var next = 0
        var last: @Sendable (Failure) -> Void = { StandardError.say($0) }
        var canceller: @Sendable () -> String? = { nil }
    }

    /// How often the deadline is looked at, and how long a build may take to end by itself.
    private static let lookMilliseconds: Int32 = 1_000
    private static let graceMilliseconds: Int32 = 20_000
    private static let hookMilliseconds: Int32 = 500

    private let state = Mutex(State())
    private let signals: SignalQueue
    private let bell: Descriptor
    private let ringer: Mutex<Int32>
    private let root: InstallationRoot

    /// To be made before any other thread: it takes the signals of all, and looks at them from `begin` on.
    init(_ root: InstallationRoot) throws(SystemError) {
        self.root = root
        signals = try SignalQueue([SIGTERM, SIGINT, SIGHUP])
        let ends = try Descriptor.pipe().split()
        bell = Descriptor(owning: ends.reading)
        ringer = Mutex(ends.writing)
    }

    /// Once: what a build does first may have begun it.
    func begin() throws(SystemError) {
        let isFirst = state.withLock { state in
            defer { state.isWatching = true }
            return !state.isWatching
        }
        guard isFirst else { return }
        // Never joined: it ends with the process.
        try BackgroundThread.detached("interruption") { [self] in watch() }
    }

    var cause: Cause? { state.withLock(\.cause) }
    var isRequested: Bool { cause != nil }

    /// Readable, or at its end, once there is a cause. Borrowed.
    var descriptor: Int32 { bell.number }

    /// Where there is a cause, it is what went wrong, whatever else did.
    func check() throws(Failure) {
        if let cause { throw cause.failure(root) }
    }

    /// From now on the build has so long.
    func allow(seconds: Int) {
        state.withLock { $0.deadline = (Moment.monotonicMilliseconds() + Int64(seconds) * 1000, seconds) }
    }

    /// Runs `action` on another thread once there is a cause, or at once where there is one; until `forget`.
    @discardableResult
    func onRequest(_ action: @escaping @Sendable (Cause) -> Void) -> Int {
        let (number, cause) = state.withLock { state in
            state.next += 1
            state.actions[state.next] = action
            return (state.next, state.cause)
        }
        if let cause { action(cause) }
        return number
    }

    func forget(_ number: Int) { state.withLock { $0.actions[number] = nil } }

    /// The build has come to its end: what its process does from now on, such as the release of it, is nobody's to end.
    func end() { state.withLock { $0.isOver = true } }

    /// How it is said that a build has ended which cannot say so itself, just before the process ends.
    func atLast(_ say: @escaping @Sendable (Failure) -> Void) { state.withLock { $0.last = say } }

    /// How it is found out who has told us to stop.
    func askWhoCancels(_ canceller: @escaping @Sendable () -> String?) { state.withLock { $0.canceller = canceller } }

    func sayLast(_ failure: Failure) {
        let say = state.withLock { $0.last }
        say(failure)
    }

    private func watch() {
        let cause = wait()
        let actions = state.withLock { state in
            state.cause = cause
            return state.actions.sorted { $0.key < $1.key }.map(\.value)
        }
        ringer.withLock { number in
            _ = close(number)
            number = -1
        }
        for action in actions { action(cause) }
        // What does not notice within this time never will: the kernel ends its children with it.
        _ = poll(nil, 0, Self.graceMilliseconds)
        guard !state.withLock(\.isOver) else { return }
        sayLast(cause.failure(root))
        _exit(cause.failure(root).code.exitStatus)
    }

    private func wait() -> Cause {
        // The hook that started us holds the other end of our standard input, and never writes. Git reads our output, and a hook does
        // not end with git: where nobody reads it any more, nobody moves the ref. Of what is no pipe this says nothing.
        var items = [
            pollfd(fd: signals.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: STDIN_FILENO, events: 0, revents: 0),
            pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
        ]
        while true {
            _ = poll(&items, nfds_t(items.count), Self.lookMilliseconds)
            if items[0].revents != 0, signals.take() != nil {
                if let name = state.withLock(\.canceller)() { return .cancelled(by: name) }
                // Whoever ends a push whose client has gone tells all of it to stop, the hook that holds our input as well.
                return renga_poll_hangup(STDIN_FILENO, Self.hookMilliseconds) == 0 ? .stopped : .clientGone
            }
            if items[1].revents != 0 || items[2].revents != 0 { return .clientGone }
            if let deadline = state.withLock(\.deadline), Moment.monotonicMilliseconds() >= deadline.at {
                return .time(seconds: deadline.seconds)
            }
        }
    }
}
