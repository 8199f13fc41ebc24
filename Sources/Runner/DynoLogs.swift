import Linux
import Model
import Planning
import Synchronization

/// What dynos print, on its way into the logs of their apps.
final class DynoLogs: Sendable {
    private static let lastLinesMax = 30

    private let logs: AppLogs
    private let newest = Mutex<[String: [String]]>([:])

    init(_ logs: AppLogs) { self.logs = logs }

    /// Writes lines; when this returns, they are as safe as they will be.
    func write(_ block: LogBlock, of dyno: DynoSpec, mayRepeat: Bool) {
        newest.withLock { newest in
            newest[dyno.id] = Array(((newest[dyno.id] ?? []) + block.last(Self.lastLinesMax)).suffix(Self.lastLinesMax))
        }
        var block = block
        if mayRepeat { forgetKnown(&block, dyno) }
        if !block.isEmpty { logs.write(block, of: dyno) }
    }

    func say(_ dropped: DroppedLines, of dyno: DynoSpec) { logs.system(dyno, dropped.words()) }

    /// A dyno's newest lines, without times.
    func lastLines(_ id: String) -> [String] { newest.withLock { $0[id] ?? [] }.map { LogLine($0)?.text ?? $0 } }

    func forget(_ id: String) { _ = newest.withLock { $0.removeValue(forKey: id) } }

    /// Takes away the lines that the log ends with already.
    private func forgetKnown(_ block: inout LogBlock, _ dyno: DynoSpec) {
        do {
            let known = try logs.stream(dyno.slot.app).lastLines(of: .app, dyno.slot.name, bytesMax: 2 * DynoEvent.printedBytesMax)
            let new = block.bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).dropLast()
            block.removeFirst(KnownLines.overlap(known, new))
        } catch {
            Diagnostics.say("cannot read the log of \(dyno.slot.app), lines may come twice: \(error)")
        }
    }
}
