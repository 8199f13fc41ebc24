import Linux
import Model
import Planning
import Synchronization

/// The output of one dyno on its way into its app's log, one turn at a time.
final class DynoOutput: Sendable {
    /// Between two lines that say how many were dropped.
    private static let sayMilliseconds: Int64 = 2_000

    private struct State {
        var tail: DynoLogTail
        var allowance: LogAllowance
        var saidAt: Int64 = 0
        /// An earlier runner read it: where that was killed between writing lines and remembering so, they come again.
        var isResumed: Bool
    }

    let spec: DynoSpec
    private let logs: AppLogs
    /// Whose turn it is to read this dyno: the collector's, or that of the thread in which its end is noticed.
    private let turn: Mutex<State>
    private let newest = Mutex<[String]>([])

    init(_ spec: DynoSpec, tail: sending DynoLogTail, logs: AppLogs, limits: Configuration.LogLimits, isResumed: Bool) {
        self.spec = spec
        self.logs = logs
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

    /// Its newest lines, without times.
    var lastLines: [String] { newest.withLock { $0 } }

    /// Reads some of it.
    /// - Parameter share: what may be taken of all dynos' lines in this turn; what was is taken off.
    /// - Returns: whether there is more to read.
    func read(_ share: inout LogAllowance, isLast: Bool = false) throws -> Bool {
        try turn.withLock { state in
            let now = Moment.monotonicMilliseconds()
            state.allowance.grow(now: now)
            if state.tail.dropped.isEmpty { state.saidAt = now }
            var read = try state.tail.read(&state.allowance, share: &share, isLast: isLast)
            if state.isResumed {
                state.isResumed = false
                forgetKnown(&read.block)
            }
            let isDue = now - state.saidAt >= Self.sayMilliseconds || (isLast && !read.isBehind)
            if !state.tail.dropped.isEmpty, isDue {
                state.saidAt = now
                read.block.add(.now(.heroku, spec.slot.name, state.tail.takeDropped().words()))
            }
            // In our turn: two threads that read one dyno must not swap its lines.
            if !read.block.isEmpty { logs.write(read.block, of: spec) }
            state.tail.save()
            newest.withLock { $0 = state.tail.last.map { LogLine($0)?.text ?? $0 } }
            return read.isBehind
        }
    }

    /// Something was dropped and is not said yet.
    var hasDropped: Bool { turn.withLock { !$0.tail.dropped.isEmpty } }

    func isFull(_ limit: Int64) -> Bool { turn.withLock { $0.tail.isFull(limit) } }

    /// Takes away the lines that the log ends with already.
    private func forgetKnown(_ block: inout LogBlock) {
        guard !block.isEmpty else { return }
        do {
            let known = try logs.stream(spec.slot.app)
                .lastLines(of: .app, spec.slot.name, bytesMax: 2 * DynoLogTail.blockBytesMax)
            block.removeFirst(
                KnownLines.overlap(known, block.bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).dropLast())
            )
        } catch {
            Diagnostics.say("cannot read the log of \(spec.slot.app), lines may come twice: \(error)")
        }
    }
}
