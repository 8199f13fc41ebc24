import Linux
import Model
import Planning
import Synchronization

/// The output of one dyno on its way to the sink, one turn at a time.
final class DynoOutput: Sendable {
    /// Between two times that it is said how many lines were dropped.
    private static let sayMilliseconds: Int64 = 2_000

    /// Between two times that it is looked at what its conmon could not write.
    private static let weighMilliseconds: Int64 = 1_000

    private struct State {
        var tail: DynoLogTail
        var allowance: LogAllowance
        var saidAt: Int64 = 0
        var weighedAt = Int64.min / 2
        /// An earlier runner read it: where that was killed between writing lines and remembering so, they come again.
        var isResumed: Bool
    }

    let spec: DynoSpec
    let folder: DynoFolder
    private let news: LocalNews
    /// Whose turn it is to read this dyno: the collector's, or that of the thread in which its end is noticed.
    private let turn: Mutex<State>

    init(
        _ spec: DynoSpec,
        _ folder: DynoFolder,
        tail: sending DynoLogTail,
        news: LocalNews,
        limits: Configuration.LogLimits,
        isResumed: Bool
    ) {
        self.spec = spec
        self.folder = folder
        self.news = news
        var allowance = LogAllowance(
            lines: limits.linesPerSecondMax,
            bytes: limits.bytesPerSecondMax,
            seconds: limits.burstSeconds,
            now: Moment.monotonicMilliseconds()
        )
        // What has waited for a runner is no flood.
        let backlog = tail.backlog()
        allowance.grant(lines: Int(backlog / 45), bytes: backlog)
        turn = Mutex(State(tail: tail, allowance: allowance, isResumed: isResumed))
    }

    /// Reads some of it.
    /// - Parameter share: what may be taken of all dynos' lines in this turn; what was is taken off.
    /// - Returns: whether there is more to read.
    func read(_ share: inout LogAllowance, isLast: Bool = false) throws -> Bool {
        try turn.withLock { state in
            let now = Moment.monotonicMilliseconds()
            state.allowance.grow(now: now)
            if state.tail.dropped.isEmpty { state.saidAt = now }
            let read = try state.tail.read(&state.allowance, share: &share, isLast: isLast)
            if now - state.weighedAt >= Self.weighMilliseconds, !isLast {
                state.weighedAt = now
                state.tail.weigh()
            }
            // In our turn: two threads that read one dyno must not swap its lines.
            if !read.block.isEmpty { news.tell(.printed(read.block, mayRepeat: state.isResumed), of: spec) }
            state.isResumed = false
            let isDue = now - state.saidAt >= Self.sayMilliseconds || (isLast && !read.isBehind)
            if !state.tail.dropped.isEmpty, isDue {
                state.saidAt = now
                news.tell(.dropped(state.tail.takeDropped()), of: spec)
            }
            state.tail.save()
            return read.isBehind
        }
    }

    /// Something was dropped and is not said yet.
    var hasDropped: Bool { turn.withLock { !$0.tail.dropped.isEmpty } }

    func isFull(_ limit: Int64) -> Bool { turn.withLock { $0.tail.isFull(limit) } }
}
