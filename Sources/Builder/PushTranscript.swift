import Glibc
import Linux
import Model
import Planning
import Synchronization

/// What the pusher reads, as it happens, and what stays of it in the build log. Heroku's layout: `-----> ` begins a
/// step, seven spaces a tool's own words, ` !     ` a problem. Where nothing is said for a while, a thread of its own says that it
/// goes on.
final class PushTranscript: Sendable {
    private struct State {
        var bytes: Int64 = 0
        var isFull = false
        var isLogBroken = false
        var toolLines = LineCutter(lineBytesMax: 16_384)
        var mask = SecretMask([:])
        var commands: PushedCommands?
        var indent = PushTranscript.toolIndent
        var life = SignOfLife(now: 0)
        var isOver = false
        /// Of output and all else, and the warnings, each with how many there were before it.
        var lines = 0
        var warnings: [(message: String, hint: String?, line: Int)] = []
        /// Of those who work at the same time, the one that is heard.
        weak var heard: PushTranscript?
    }

    /// What stands further above is not on the screen any more.
    private static let screenLines = 30
    private static let repeatedMax = 3

    private let log: Descriptor?
    private let held: HeldOutput?
    /// In which this one is heard; nil: it is the whole.
    private let whole: PushTranscript?
    private let bytesMax: Int64
    private let clock: @Sendable () -> Int64
    private let state = Mutex(State())

    /// - Parameter clock: monotonic milliseconds.
    init(log path: String?, bytesMax: Int64, clock: @escaping @Sendable () -> Int64 = { Moment.monotonicMilliseconds() }) throws {
        self.bytesMax = bytesMax
        self.clock = clock
        held = nil
        whole = nil
        log = try path.map { try Descriptor.open($0, O_WRONLY | O_CREAT | O_APPEND, mode: 0o640) }
        state.withLock { $0.life = SignOfLife(now: clock()) }
    }

    /// Of somebody who works at the same time as others: what is said in it is said in `whole` once `held` is open.
    init(behind whole: PushTranscript) {
        log = nil
        bytesMax = .max
        clock = whole.clock
        self.whole = whole
        held = HeldOutput { bytes, isOutput in whole.state.withLock { whole.write(bytes, isOutput: isOutput, &$0) } }
        mask = whole.mask
    }

    /// From now on it is heard.
    func open() {
        whole?.state.withLock { $0.heard = self }
        held?.open()
    }

    /// Whatever was said in it that was not heard, nobody waits for it.
    func end() { held?.end() }

    /// Of the config vars that a build sees: what tools and the app itself print does not tell them.
    var mask: SecretMask {
        get { state.withLock { $0.mask } }
        set { state.withLock { $0.mask = newValue } }
    }

    /// How its reader calls commands, in what we say and in what buildpacks' steps do; nil: as they are written.
    var commands: PushedCommands? {
        get { state.withLock { $0.commands } }
        set { state.withLock { $0.commands = newValue } }
    }

    static let toolIndent = "       "

    /// Before what tools print; some have headings of their own.
    var indent: String {
        get { state.withLock { $0.indent } }
        set { state.withLock { $0.indent = newValue } }
    }

    func step(_ title: String) {
        line("-----> \(title)")
        state.withLock { $0.life.began(now: clock()) }
    }

    func detail(_ text: String) { line("       \(text)") }
    func blank() { line("") }
    func plain(_ text: String) { line(text) }

    func warning(_ message: String, hint: String?) {
        state.withLock { $0.warnings.append((message, hint, $0.lines)) }
        say(message, hint)
    }

    private func say(_ message: String, _ hint: String?) {
        for text in Transcript.problem(Failure(.refused, message, hint: hint)) where text != " !" { line(text) }
    }

    func failure(_ failure: Failure) {
        blank()
        for text in Transcript.problem(failure) { line(mask.hide(text)) }
        blank()
    }

    /// How a push ends that has changed nothing.
    func rejection(_ failure: Failure, _ verdict: Failure) {
        endOutput()
        // A warning before a step that fails may well say why, and how to mend it.
        let scrolled = state.withLock { state in
            failure.code == .buildFailed ? state.warnings.filter { state.lines - $0.line > Self.screenLines } : []
        }
        self.failure(failure)
        for warning in scrolled.suffix(Self.repeatedMax) { say("said further above: \(warning.message)", warning.hint) }
        say(verdict.message, verdict.hint)
    }

    /// A tool's output as it comes, in whatever pieces.
    func output(_ part: [UInt8]) {
        state.withLock { state in
            // Of what is left out, no line is looked through for values.
            guard !state.isFull else { return }
            state.toolLines.add(part)
            var lines: [UInt8] = []
            while let line = state.toolLines.next() { lines += Self.indented(line, state) }
            // A line without an end must not fill our memory. It is cut where a character begins.
            if state.toolLines.isTooLong {
                let end = Self.endOfTorn(Array(state.toolLines.rest), state.mask)
                let taken = state.toolLines.take(end)
                lines += Self.indented(taken[...], state)
            }
            if !lines.isEmpty { write(lines, isOutput: true, &state) }
        }
    }

    private static let characterBytesMax = 4

    /// Where the first part of a line ends that is too long: before a character, and before what may be a value to be hidden
    /// of which the end has not come.
    private static func endOfTorn(_ torn: [UInt8], _ mask: SecretMask) -> Int {
        let place = mask.cut(torn, at: max(torn.count - max(mask.reach, characterBytesMax), torn.count / 4))
        let end = (0..<characterBytesMax).map { place - $0 }.first { $0 > 0 && ($0 == torn.count || torn[$0] & 0xC0 != 0x80) }
        return end ?? place
    }

    /// Ends a tool's output: a last line without an end is a line.
    func endOutput() { state.withLock { endOutput(&$0) } }

    private func endOutput(_ state: inout State) {
        let last = state.toolLines.take()
        if !last.isEmpty { write(Self.indented(last[...], state), isOutput: true, &state) }
    }

    /// Only the last state of a line that was drawn over with carriage returns, harmless for whoever reads it.
    private static func indented(_ line: ArraySlice<UInt8>, _ state: borrowing State) -> [UInt8] {
        let drawn = Array(line.split(separator: ASCII.carriageReturn).last ?? [])
        let text = state.mask.hide(HarmlessText.line(isOfCommands(drawn) ? said(drawn, state.commands) : drawn))
        return Array(state.indent.utf8) + text + [ASCII.lineFeed]
    }

    /// Few lines are, so that others are not made texts of.
    private static func isOfCommands(_ line: [UInt8]) -> Bool {
        let mark = Array(PushedCommands.mark.utf8)
        return line.withUnsafeBytes { bytes in
            bytes.indices.dropLast(mark.count - 1).contains { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
        }
    }

    private static func said(_ line: [UInt8], _ commands: PushedCommands?) -> [UInt8] {
        guard let commands, let text = String(validating: line, as: UTF8.self) else { return line }
        return Array(commands.text(text).utf8)
    }

    private func line(_ text: String) {
        state.withLock { state in
            endOutput(&state)
            let text = state.commands?.text(text) ?? text
            write(Array((HarmlessText.text(text) + "\n").utf8), isOutput: false, &state)
        }
    }

    private func write(_ text: [UInt8], isOutput: Bool, _ state: inout State) {
        state.lines += text.count { $0 == ASCII.lineFeed }
        if isOutput {
            guard !state.isFull else { return }
            state.bytes += Int64(text.count)
            if state.bytes > bytesMax {
                state.isFull = true
                let words = "       (more than \(Quantity.short(bytes: bytesMax)) of output: the rest is left out)\n"
                return write(Array(words.utf8), isOutput: false, &state)
            }
        }
        state.life.spoke(now: clock())
        if let held { return held.add(text, isOutput: isOutput) }
        // A pusher who has gone is noticed by the pipe of the hook; the log is written all the same.
        try? writeAll(text, to: STDOUT_FILENO)
        guard !state.isLogBroken else { return }
        do {
            try log?.write(all: text)
        } catch {
            // Said once: every further line would meet the same.
            state.isLogBroken = true
            let words = " !     cannot write the build log, which ends here: \(error.reason)\n"
            try? writeAll(Array(words.utf8), to: STDOUT_FILENO)
        }
    }
}

/// Signs of life.
extension PushTranscript {
    /// From now on until `endWatch`. Without a thread for it, there are none.
    func watch() {
        // Best effort: it says something, and changes nothing.
        try? BackgroundThread.detached("sign-of-life") { [weak self] in
            while let due = self?.look() { _ = poll(nil, 0, Int32(clamping: max(1, due))) }
        }
    }

    /// What comes next is said by others, or in no time.
    func endWatch() { state.withLock { $0.isOver = true } }

    /// Says that it goes on, where that is due.
    /// - Returns: milliseconds until it may be due again; nil: never.
    func look() -> Int64? {
        // Not while ours is locked: whoever is heard waits for that in the middle of saying something.
        let heard = state.withLock { $0.heard }?.percentage
        return state.withLock { state in
            guard !state.isOver else { return nil }
            let now = clock()
            if let words = state.life.words(now: now) {
                // Of a line without an end no more than that is shown: it may be the beginning of a value to be hidden.
                let percent = (heard ?? SignOfLife.percentage(in: state.toolLines.rest)).map { ": \($0)" } ?? ""
                write(Array("       \(words)\(percent)\n".utf8), isOutput: false, &state)
            }
            return state.life.dueAt - now
        }
    }

    /// How much the tool says that it has done which draws on a line now.
    private var percentage: String? { state.withLock { SignOfLife.percentage(in: $0.toolLines.rest) } }
}
