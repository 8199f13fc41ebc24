import Glibc
import Linux
import Model
import Planning
import Synchronization

/// One app's log: `app.log`, and `app.log.1` (newest) to `app.log.N` behind it.
///
/// Whoever has a line to say hands it over and goes on (`add`); threads of the logs' own write (`append`). Those who read do
/// so from the files, by place, each at its own speed: they hold up nobody.
final class AppLogStream: Sendable {
    /// Of lines that wait to be written.
    static let waitingBytesMax = 1 << 20
    /// Segments whose first line is remembered by its number, so that it can be said what a reader missed.
    private static let rememberedMax = 4096

    private struct State {
        var end = LogPlace(segment: 0, offset: 0)
        /// Names of files move on at this moment.
        var isTurning = false
        /// Lines that were written since we began, and how many had been when a segment began.
        var lines = 0
        var firstLines = [0: 0]
        var waiting = LogBlock()
        /// Lines that could not be written.
        var lost = DroppedLines()
        var isOver = false

        mutating func apply(_ event: SegmentWriter.Event) {
            switch event {
            case .opened(let size): end.offset = size
            case .wrote(let bytes, let count):
                end.offset += Int64(bytes)
                lines += count
            case .turning: isTurning = true
            case .stayed: isTurning = false
            case .turned:
                isTurning = false
                end = LogPlace(segment: end.segment + 1, offset: 0)
                firstLines[end.segment] = lines
                firstLines[end.segment - AppLogStream.rememberedMax] = nil
            }
        }
    }

    let segments: LogSegments
    private let state = Monitor(State())
    /// Whose turn it is to write: only those take it who may wait for the disk, and have nothing else to do meanwhile.
    private let writer: Mutex<SegmentWriter>

    init(directory: String, limits: Configuration.LogLimits) {
        segments = LogSegments(directory: directory, limits: limits)
        writer = Mutex(SegmentWriter(segments))
    }

    /// Takes lines to be written by the next who writes. What has piled up beyond a limit by then is lost, and counted.
    func add(_ block: LogBlock) {
        state.update { state in
            if state.waiting.bytes.count + block.bytes.count <= Self.waitingBytesMax {
                state.waiting.add(block)
            } else {
                state.lost.add(block.lines, since: Moment.text())
            }
        }
    }

    /// Writes what waits, then these lines. Those that cannot be written are counted, and that is said when some can.
    /// - Throws: why they could not; once, until some can.
    func append(_ block: LogBlock = LogBlock()) throws(SystemError) {
        try writer.withLock { writer throws(SystemError) in
            guard !isOver else { return }
            let (waiting, lost) = state.update { state in
                defer { (state.waiting, state.lost) = (LogBlock(), DroppedLines()) }
                return (state.waiting, state.lost)
            }
            var all = LogBlock()
            if !lost.isEmpty { all.add(.now(.heroku, "logplex", lost.words("The disk did not take them."))) }
            all.add(waiting)
            all.add(block)
            let before = state.read(\.lines)
            do throws(SystemError) {
                try writer.prepare { event in state.update { $0.apply(event) } }
                try writer.write(all) { event in state.update { $0.apply(event) } }
            } catch {
                let written = state.read(\.lines) - before
                state.update { state in
                    var unsaid = written == 0 ? lost : DroppedLines()
                    unsaid.add(all.lines - written - (unsaid.isEmpty ? 0 : 1), since: Moment.text())
                    unsaid.add(state.lost.count, since: state.lost.since)
                    state.lost = unsaid
                }
                if lost.isEmpty { throw error }
            }
        }
    }

    /// Lines were lost, and that is not said yet.
    var hasLost: Bool { state.read { !$0.lost.isEmpty } }

    /// The app is no more: whoever follows is told by an end, and when this returns nothing is written any more.
    func end() {
        state.update { $0.isOver = true }
        writer.withLock { _ in }
    }

    var isOver: Bool { state.read(\.isOver) }

    /// Behind the last line that is written.
    var endPlace: LogPlace { state.read(\.end) }

    /// Waits until something is written behind `place`, and no longer than so many milliseconds.
    func wait(behind place: LogPlace, milliseconds: Int64) {
        _ = state.wait(until: Moment.monotonicMilliseconds() + milliseconds) { $0.end > place || $0.isOver ? true : nil }
    }

    /// Opens a segment by its number; nil: it has gone, or there is none yet.
    func open(_ number: Int) throws(SystemError) -> SegmentReader? {
        while true {
            let deadline = Moment.monotonicMilliseconds() + 1_000
            let current: Int? = state.wait(until: deadline) { $0.isTurning ? nil : $0.end.segment }
            guard let current else { continue }
            guard let path = segments.path(number, current: current) else { return nil }
            let found = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            let code = errno
            let reader = found < 0 ? nil : SegmentReader(Descriptor(owning: found))
            // Where names moved on meanwhile, it may be another one.
            guard state.read({ !$0.isTurning && $0.end.segment == current }) else { continue }
            guard reader != nil || code == ENOENT else { throw SystemError("open", path, code: code) }
            return reader
        }
    }

    /// Where the oldest segment begins that is kept, and how many lines there are from the beginning of `number` to there.
    func oldest(after number: Int) -> (place: LogPlace, lines: Int) {
        state.read { state in
            let first = max(state.end.segment - segments.limits.segmentsMax + 1, number)
            let lines = (state.firstLines[first] ?? state.lines) - (state.firstLines[number] ?? 0)
            return (LogPlace(segment: first, offset: 0), max(lines, 0))
        }
    }
}
