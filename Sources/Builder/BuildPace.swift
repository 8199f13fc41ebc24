import Linux

/// Whether a build has its share of the processors, or what others leave. It makes way from its first moment on, quick ones too: of an
/// app's visitors one in a hundred meets a build of half a second, and where nobody else wants to run it has all there is. Where others
/// leave nothing for long it gets its share after all: a push is to come to its end while an app spins, most of all when it brings
/// what ends that.
final class BuildPace: Sendable {
    private static let lookMilliseconds: Int64 = 50
    /// A busy machine makes a build wait for some of these, one without a rest for hundreds.
    private static let lateMilliseconds: Int64 = 200
    /// For so long it then has its share, before it is tried without.
    private static let shareMilliseconds: Int64 = 10_000
    /// So often it is said again: a build that has ended leaves the group with a share.
    private static let sayMilliseconds: Int64 = 1_000

    private let isOver = Monitor(false)
    private let clock: @Sendable () -> Int64
    private let pause: (@Sendable (_ until: Int64) -> Void)?
    private let yield: @Sendable (Bool) -> Void

    convenience init(_ workshop: Workshop) {
        let priority = BuildPriority(workshop)
        self.init(clock: Moment.monotonicMilliseconds, yield: { priority.yield($0) })
    }

    /// - Parameters:
    ///   - clock: monotonic milliseconds.
    ///   - pause: waits by that clock; nil: by the machine's, and until the end at most.
    init(
        clock: @escaping @Sendable () -> Int64,
        pause: (@Sendable (_ until: Int64) -> Void)? = nil,
        yield: @escaping @Sendable (Bool) -> Void
    ) {
        self.clock = clock
        self.pause = pause
        self.yield = yield
    }

    func begin() {
        // Best effort: without it a build takes longer on a machine that has no rest.
        try? BackgroundThread.detached("build-pace") { self.run() }
    }

    /// Those in the group who have nobody that looks how late they are get their share; another build takes it back in a second.
    func end() {
        isOver.update { $0 = true }
        yield(false)
    }

    private func run() {
        var shareUntil = clock()
        var sayAt = shareUntil + Self.sayMilliseconds
        yield(true)
        while true {
            let due = clock() + Self.lookMilliseconds
            if let pause { pause(due) } else { _ = isOver.wait(until: due) { $0 ? true : nil } }
            if isOver.read({ $0 }) { return }
            let now = clock()
            if now - due >= Self.lateMilliseconds {
                shareUntil = now + Self.shareMilliseconds
                sayAt = shareUntil
                yield(false)
            } else if now >= shareUntil, now >= sayAt {
                sayAt = now + Self.sayMilliseconds
                yield(true)
            }
        }
    }
}
