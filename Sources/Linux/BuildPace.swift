import Synchronization

/// Whether a build has its share of the processors, or what others leave. It makes way from its first moment on, quick ones too: of an
/// app's visitors one in a hundred meets a build of half a second, and where nobody else wants to run it has all there is. Where others
/// leave nothing for long it gets its share after all: a push is to come to its end while an app spins, most of all when it brings
/// what ends that.
package final class BuildPace: Sendable {
    private static let lookMilliseconds: Int64 = 50
    /// A busy machine makes a build wait for some of these, one without a rest for hundreds.
    private static let lateMilliseconds: Int64 = 200
    /// For so long it then has its share, before it is tried without.
    private static let shareMilliseconds: Int64 = 10_000
    /// So often it is said again: a build that has ended leaves the group with a share.
    private static let sayMilliseconds: Int64 = 1_000

    private let state = Monitor((hasBegun: false, isOver: false))
    /// One is said after the other; what it takes to say one keeps nobody from the state.
    private let words = Mutex(())
    private let clock: @Sendable () -> Int64
    private let pause: (@Sendable (_ until: Int64) -> Void)?
    private let yield: @Sendable (Bool) -> Void

    /// - Parameters:
    ///   - clock: monotonic milliseconds.
    ///   - pause: waits by that clock; nil: by the machine's, and until the end at most.
    ///   - yield: false: all builds are to have their share, whatever others want.
    package init(
        clock: @escaping @Sendable () -> Int64 = Moment.monotonicMilliseconds,
        pause: (@Sendable (_ until: Int64) -> Void)? = nil,
        yield: @escaping @Sendable (Bool) -> Void
    ) {
        self.clock = clock
        self.pause = pause
        self.yield = yield
    }

    /// - Parameter milliseconds: from now on until it first makes way: what is over before changes nothing.
    package func begin(after milliseconds: Int64 = 0) {
        // Best effort: without it a build takes longer on a machine that has no rest.
        try? BackgroundThread.detached("build-pace") {
            if milliseconds == 0 || self.rest(until: self.clock() + milliseconds) { self.run() }
        }
    }

    /// Those in the group who have nobody that looks how late they are get their share; another build takes it back in a second.
    package func end() {
        state.update { $0.isOver = true }
        words.withLock { _ in
            // Who has not made way has nothing to take back.
            if state.read(\.hasBegun) { yield(false) }
        }
    }

    private func run() {
        var shareUntil = clock()
        var sayAt = shareUntil + Self.sayMilliseconds
        say(true)
        while true {
            let due = clock() + Self.lookMilliseconds
            guard rest(until: due) else { return }
            let now = clock()
            if now - due >= Self.lateMilliseconds {
                shareUntil = now + Self.shareMilliseconds
                sayAt = shareUntil
                say(false)
            } else if now >= shareUntil, now >= sayAt {
                sayAt = now + Self.sayMilliseconds
                say(true)
            }
        }
    }

    /// The last word is the end's.
    private func say(_ isYielding: Bool) {
        words.withLock { _ in
            guard !state.read(\.isOver) else { return }
            state.update { $0.hasBegun = true }
            yield(isYielding)
        }
    }

    /// False: the end came first.
    private func rest(until due: Int64) -> Bool {
        if let pause { pause(due) } else { _ = state.wait(until: due) { $0.isOver ? true : nil } }
        return !state.read(\.isOver)
    }
}
