import Linux
import Synchronization

/// The threads of a started router.
final class Running: Sendable {
    private struct State {
        var threads: [RouterThread] = []
        var control: Mailbox<ControlMessage>?
        var loops: [Mailbox<LoopMessage>] = []
    }

    private let state = Mutex(State())

    func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        let thread = try RouterThread(name, body)
        state.withLock { $0.threads.append(thread) }
    }

    func set(control: Mailbox<ControlMessage>, loops: [Mailbox<LoopMessage>]) {
        state.withLock {
            $0.control = control
            $0.loops = loops
        }
    }

    /// Loops first; the control thread, which was started first, last, so that it hears their last words.
    func stop(graceMilliseconds: Int64) {
        let state = state.withLock { state in
            defer { state = State() }
            return state
        }
        for loop in state.loops { loop.post(.stop(graceMilliseconds: graceMilliseconds)) }
        for thread in state.threads.dropFirst() { thread.join() }
        state.control?.post(.stop)
        state.threads.first?.join()
    }
}
