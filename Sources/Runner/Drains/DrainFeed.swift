import Ledger
import Linux
import Model
import Operations
import Planning
import Wire

/// Carries one app's log to the process of one drain, in a thread of its own, and starts that anew where it ends.
final class DrainFeed: Sendable {
    private static let saveMilliseconds: Int64 = 2_000
    private static let restMilliseconds: Int64 = 500
    private static let wordsMax = 300

    private struct State {
        var isOver = false
        var hasEnded = false
        var shown = DrainState()
    }

    let app: AppName
    let row: DrainRow
    private let platform: Platform
    private let stream: AppLogStream
    private let uid: UInt32
    private let state = Monitor(State())

    init(_ app: AppName, _ row: DrainRow, _ stream: AppLogStream, _ platform: Platform, uid: UInt32) {
        self.app = app
        self.row = row
        self.platform = platform
        self.stream = stream
        self.uid = uid
    }

    var shown: DrainState { state.read(\.shown) }

    func start() {
        inBackground("drain") { [self] in
            var pace = DrainPace()
            while !isOver {
                do { try carry { _ = pace.next(.taken) } } catch {
                    if isOver { break }
                    note("\(error)")
                    guard case .wait(let milliseconds) = pace.next(.unavailable) else { continue }
                    _ = state.wait(until: Moment.monotonicMilliseconds() + milliseconds) { $0.isOver ? true : nil }
                }
            }
            state.update { $0.hasEnded = true }
        }
    }

    /// Tells it to end.
    func stop() { state.update { $0.isOver = true } }

    /// Waits until it has, and no longer than so.
    func awaitEnd(until deadline: Int64) { _ = state.wait(until: deadline) { $0.hasEnded ? true : nil } }

    /// It has ended, or is about to.
    var isOver: Bool { state.read(\.isOver) || stream.isOver }

    /// - Parameter progress: something has arrived.
    private func carry(_ progress: () -> Void) throws {
        // What cannot be written is counted, and said in the log when it can; what is there can be sent all the same.
        try? stream.append()
        let path = platform.root.drain(row.token)
        let settings = platform.configuration.outgoing
        var source = try DrainSource(
            stream,
            DrainPosition.read(path),
            since: Moment.text(row.createdAt),
            bytesMax: settings.drainBytesMax
        )
        var parts = SentParts(from: source.place)
        let process = try DrainProcess(
            DrainOrder(url: try row.url.get(), token: row.token, settings: settings),
            root: platform.root,
            uid: uid
        )
        var saved: LogPlace?
        var savedAt = Moment.monotonicMilliseconds()
        func hear(_ report: DrainReport) {
            if case .delivered = report { progress() }
            note(report, &parts)
        }
        var troubles = Repetition()
        func save() {
            savedAt = Moment.monotonicMilliseconds()
            guard parts.settled != saved else { return }
            do {
                try DrainPosition(parts.settled, in: stream)?.save(path)
                saved = parts.settled
            } catch {
                // A full disk holds up no server: at worst lines are sent twice.
                let text = "cannot write down how far the log drain \(row.token) of \(app) has come: \(error)"
                if let words = troubles.words(text, now: savedAt) { Diagnostics.say(words) }
            }
        }
        save()
        while !isOver {
            if let part = try source.next() {
                if part.passedOver > 0 { state.update { $0.shown.dropped += part.passedOver } }
                parts.add(part.lines, until: source.place)
                guard try process.write(part.bytes, isOver: { self.isOver }, hear: hear) else { break }
            } else {
                stream.wait(behind: source.place, milliseconds: Self.restMilliseconds)
            }
            try process.read(hear)
            if Moment.monotonicMilliseconds() - savedAt >= Self.saveMilliseconds { save() }
        }
        // Of an app that is being removed nothing is kept.
        if !stream.isOver { save() }
    }

    private func note(_ report: DrainReport, _ parts: inout SentParts) {
        switch report {
        case .delivered(let count):
            let count = parts.settle(count)
            state.update { state in
                state.shown.delivered += count
                (state.shown.trouble, state.shown.since) = (nil, nil)
            }
        case .dropped(let count):
            let count = parts.settle(count)
            state.update { $0.shown.dropped += count }
        case .trouble(let words): note(words)
        }
    }

    private func note(_ trouble: String) {
        let words = HarmlessText.text(String(trouble.prefix(Self.wordsMax)))
        state.update { state in
            state.shown.trouble = words
            state.shown.since = state.shown.since ?? Moment.text()
        }
    }
}
