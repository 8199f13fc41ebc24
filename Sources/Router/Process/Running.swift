import Linux
import Synchronization

/// The threads of a router.
final class Running: Sendable {
    private struct State {
        var threads: [BackgroundThread] = []
        var control: Mailbox<LoopNews>?
        var loops: [Mailbox<LoopMessage>] = []
    }

    private let state = Mutex(State())
    private let alive = Atomic<Int>(0)
    private let over: Mailbox<Bool>
    /// From each loop, whether it has its descriptors to itself. Kept here, so that it is not closed by a loop, whose own
    /// descriptor alone that would be.
    let claims: Mailbox<Bool>

    init() throws(SystemError) {
        over = try Mailbox()
        claims = try Mailbox()
    }

    func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        let thread = try BackgroundThread(name, body)
        state.withLock { $0.threads.append(thread) }
    }

    func startLoop(_ name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        alive.add(1, ordering: .sequentiallyConsistent)
        try start(name) { [self] in
            body()
            if alive.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 { over.post(true) }
        }
    }

    func set(control: Mailbox<LoopNews>, loops: [Mailbox<LoopMessage>]) {
        state.withLock {
            $0.control = control
            $0.loops = loops
        }
    }

    func post(_ message: LoopNews) { state.withLock { $0.control }?.post(message) }

    func leave(_ farewell: Farewell) {
        let state = state.withLock { $0 }
        for loop in state.loops { loop.post(.leave(farewell)) }
        state.control?.post(.leaving)
    }

    /// How many loops have not ended.
    var loopsLeft: Int { alive.load(ordering: .sequentiallyConsistent) }
    var isOver: Bool { loopsLeft == 0 }
    var overDescriptor: Int32 { over.eventDescriptor }

    /// Loops first; the control thread, which was started first, last, so that it hears their last words.
    func finish() {
        let state = state.withLock { state in
            defer { state = State() }
            return state
        }
        for thread in state.threads.dropFirst() { thread.join() }
        state.control?.post(.stop)
        state.threads.first?.join()
    }
}
