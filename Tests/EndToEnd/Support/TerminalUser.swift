import Glibc
import Linux
import Model

/// Somebody at a terminal of their own: a real one, in which a command runs.
final class TerminalUser: @unchecked Sendable {  // SAFETY: what was seen is behind a lock; the rest is the test's own thread's.
    private let terminal: Descriptor
    private let child: Child
    private let seen = Monitor("")
    private var isOver = false

    /// - Parameter words: a program and its arguments; what it is in front of is its controlling terminal.
    init(_ words: [String], columns: Int = 100, rows: Int = 30, environment: [String: String] = [:], in directory: String = "/") throws {
        var (number, other): (Int32, Int32) = (-1, -1)
        guard openpty(&number, &other, nil, nil, nil) == 0 else { throw SystemError("make", "a terminal") }
        for end in [number, other] { try Descriptor.setInherited(end, false) }
        terminal = Descriptor(owning: number)
        let side = Descriptor(owning: other)
        try Terminal(number).resize(TerminalSize(columns: columns, rows: rows))
        var start = Child.Start()
        start.descriptors = [side.number, side.number, side.number]
        let all = ["PATH": Command.plainPath, "TERM": "xterm-256color", "HOME": directory].merging(environment) { $1 }
        child = try Child.spawn(
            Command("/usr/bin/setsid", ["--ctty", "--wait"] + words, environment: all, workingDirectory: directory),
            start
        )
        // A copy: the number itself is another test's as soon as this one has let go of its terminal.
        let (seen, reading) = (seen, try terminal.duplicate().release())
        try BackgroundThread.detached("terminal") {
            defer { _ = close(reading) }
            while let part = try? readSome(from: reading), !part.isEmpty {
                seen.update { $0 += String(decoding: part, as: UTF8.self) }
            }
        }
    }

    var text: String { seen.read { $0 } }

    func type(_ text: String) throws { try writeAll(Array(text.utf8), to: terminal.number) }
    func resize(columns: Int, rows: Int) throws { try Terminal(terminal.number).resize(TerminalSize(columns: columns, rows: rows)) }

    /// Waits until it has shown `words`, and forgets all up to there.
    func wait(for words: String) throws {
        let end = Moment.monotonicMilliseconds() + 60_000
        let found: Bool? = seen.wait(until: end) { text in
            guard let range = text.firstRange(of: words) else { return nil }
            text = String(text[range.upperBound...])
            return true
        }
        if found == nil { throw Failure(.internal, "it does not show `\(words)`, but: \(text)") }
    }

    /// SIGKILL: as a machine that is switched off.
    func kill(_ signal: Int32) { child.kill(signal) }
    func finish() -> ExitStatus {
        isOver = true
        return child.wait()
    }

    /// A test that failed leaves nobody at it.
    deinit { if !isOver { child.kill(SIGKILL) } }
}
