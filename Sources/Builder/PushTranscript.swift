import Glibc
import Linux
import Model
import Planning

/// What the pusher reads, as it happens, and what stays of it in the build log. Heroku's layout: `-----> ` begins a
/// step, seven spaces a tool's own words, ` !     ` a problem.
final class PushTranscript {
    private let log: Descriptor?
    private let bytesMax: Int64
    private var bytes: Int64 = 0
    private var isFull = false
    private var isLogBroken = false
    private var toolLines = LineCutter(lineBytesMax: 16_384)
    /// Of the config vars that a build sees: what tools and the app itself print does not tell them.
    var mask = SecretMask([:])

    init(log path: String?, bytesMax: Int64) throws {
        self.bytesMax = bytesMax
        log = try path.map { try Descriptor.open($0, O_WRONLY | O_CREAT | O_APPEND, mode: 0o640) }
    }

    func step(_ title: String) { line("-----> \(title)") }
    func detail(_ text: String) { line("       \(text)") }
    func blank() { line("") }
    func plain(_ text: String) { line(text) }

    func warning(_ message: String, hint: String?) {
        for text in Transcript.problem(Failure(.refused, message, hint: hint)) where text != " !" { line(text) }
    }

    func failure(_ failure: Failure) {
        blank()
        for text in Transcript.problem(failure) { line(mask.hide(text)) }
        blank()
    }

    /// How a push ends that has changed nothing.
    /// - Parameter words: such as `Push rejected: nothing has changed, v3 goes on serving.`
    func rejection(_ failure: Failure, _ words: String) {
        endOutput()
        self.failure(failure)
        warning(words, hint: nil)
    }

    /// A tool's output as it comes, in whatever pieces.
    func output(_ part: [UInt8]) {
        // Of what is left out, no line is looked through for values.
        guard !isFull else { return }
        toolLines.add(part)
        var lines: [UInt8] = []
        while let line = toolLines.next() { lines += indented(line) }
        // A line without an end must not fill our memory. It is cut where a character begins.
        if toolLines.isTooLong {
            lines += indented(toolLines.take(endOfTorn(Array(toolLines.rest)))[...])
        }
        if !lines.isEmpty { write(lines, isOutput: true) }
    }

    private static let characterBytesMax = 4

    /// Where the first part of a line ends that is too long: before a character, and before what may be a value to be hidden
    /// of which the end has not come.
    private func endOfTorn(_ torn: [UInt8]) -> Int {
        let place = mask.cut(torn, at: max(torn.count - max(mask.reach, Self.characterBytesMax), torn.count / 4))
        let end = (0..<Self.characterBytesMax).map { place - $0 }.first { $0 > 0 && ($0 == torn.count || torn[$0] & 0xC0 != 0x80) }
        return end ?? place
    }

    /// Ends a tool's output: a last line without an end is a line.
    func endOutput() {
        let last = toolLines.take()
        if !last.isEmpty { write(indented(last[...]), isOutput: true) }
    }

    /// Only the last state of a line that was drawn over with carriage returns, harmless for whoever reads it.
    private func indented(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let drawn = line.split(separator: ASCII.carriageReturn).last ?? []
        return Array("       ".utf8) + mask.hide(HarmlessText.line(Array(drawn))) + [ASCII.lineFeed]
    }

    private func line(_ text: String) {
        endOutput()
        write(Array((HarmlessText.text(text) + "\n").utf8), isOutput: false)
    }

    private func write(_ text: [UInt8], isOutput: Bool) {
        if isOutput {
            guard !isFull else { return }
            bytes += Int64(text.count)
            if bytes > bytesMax {
                isFull = true
                write(
                    Array("       (more than \(Quantity.short(bytes: bytesMax)) of output: the rest is left out)\n".utf8),
                    isOutput: false
                )
                return
            }
        }
        // A pusher who has gone is noticed by the pipe of the hook; the log is written all the same.
        try? writeAll(text, to: STDOUT_FILENO)
        guard !isLogBroken else { return }
        do {
            try log?.write(all: text)
        } catch {
            // Said once: every further line would meet the same.
            isLogBroken = true
            let words = " !     cannot write the build log, which ends here: \(error.reason)\n"
            try? writeAll(Array(words.utf8), to: STDOUT_FILENO)
        }
    }
}
