import Linux
import Model
import Planning

/// The log streams of all apps: one file of bounded segments each, and those who follow it.
final class AppLogs: Sendable {
    /// Streams whose lines could not be written are tried again after this time.
    private static let retryMilliseconds: Int64 = 5_000

    private let root: InstallationRoot
    private let limits: Configuration.LogLimits
    private let state = Monitor(State())

    private struct State {
        var streams: [AppName: AppLogStream] = [:]
        var ended: Set<AppName> = []
        /// The first deploy of an app: dynos of an older one are of an app that had its name before.
        var first: [AppName: Int64] = [:]
        /// By dyno: lines of versions that do not serve yet.
        var held: [String: HeldLines] = [:]
        /// Streams that have lines to be written.
        var waiting: Set<AppName> = []
        var troubles: [AppName: Repetition] = [:]
    }

    init(root: InstallationRoot, limits: Configuration.LogLimits) {
        self.root = root
        self.limits = limits
    }

    /// Writes what is handed over: whoever has a line of the platform's to say waits for no disk.
    func start() {
        inBackground("log-writer") { [self] in
            while true {
                let deadline = Moment.monotonicMilliseconds() + Self.retryMilliseconds
                let waiting: Set<AppName>? = state.wait(until: deadline) { state in
                    defer { state.waiting = [] }
                    return state.waiting.isEmpty ? nil : state.waiting
                }
                for stream in waiting.map({ $0.compactMap { known($0) } }) ?? damaged { write(stream) }
            }
        }
    }

    /// Writes what has been handed over so far.
    func flush() { for stream in state.read({ Array($0.streams) }) { write(stream) } }

    private var damaged: [(AppName, AppLogStream)] {
        state.read { Array($0.streams) }.filter { $0.value.hasLost }.map { ($0.key, $0.value) }
    }

    private func known(_ app: AppName) -> (AppName, AppLogStream)? { state.read { $0.streams[app] }.map { (app, $0) } }

    private func write(_ stream: (key: AppName, value: AppLogStream), _ block: LogBlock = LogBlock()) {
        do {
            try stream.value.append(block)
        } catch {
            let text = "cannot log for \(stream.key), lines are lost and counted: \(error)"
            // A dyno that prints while the disk is full makes it fail again and again.
            let words = state.update { $0.troubles[stream.key, default: Repetition()].words(text, now: Moment.monotonicMilliseconds()) }
            if let words { Diagnostics.say(words) }
        }
    }

    func stream(_ app: AppName) -> AppLogStream {
        state.update { state in
            if let stream = state.streams[app] { return stream }
            let stream = AppLogStream(directory: root.logs(app), limits: limits)
            state.streams[app] = stream
            return stream
        }
    }

    /// nil: the app is being removed, and whoever opened its log would bring it back.
    func streamIfKept(_ app: AppName) -> AppLogStream? { isKept(app) ? stream(app) : nil }

    /// The app is being removed: what its last dynos say while they stop must not bring its log back.
    func end(_ app: AppName) {
        state.update { state in
            state.streams.removeValue(forKey: app)?.end()
            state.troubles[app] = nil
            state.ended.insert(app)
        }
    }

    /// There is an app of this name, again or for the first time.
    ///
    /// - Parameter first: its first deploy: what dynos still print that were another app's of this name is not its log.
    func begin(_ app: AppName, since first: Int64?) {
        state.update {
            $0.ended.remove(app)
            $0.first[app] = first
        }
    }

    /// What the platform says of a dyno: `heroku[web.1]: State changed from starting to up`.
    func system(_ app: AppName, _ process: String, _ text: String) {
        append(app, [.now(.heroku, process, text)])
    }

    /// The same, kept back as long as the dyno's own lines are.
    func system(_ dyno: DynoSpec, _ text: String) {
        let line = LogLine.now(.heroku, dyno.slot.name, text)
        if isKept(dyno), !isHeld(dyno.id, ["\(line)"]) { append(dyno.slot.app, [line]) }
    }

    /// Keeps a dyno's lines back: in the app's log they would look like those of the dyno that serves.
    func hold(_ dyno: String) { state.update { $0.held[dyno] = HeldLines() } }

    /// The dyno serves: what it said belongs into the log, and what it will say.
    func release(_ dyno: DynoSpec) {
        guard let held = state.update({ $0.held.removeValue(forKey: dyno.id) }), isKept(dyno) else { return }
        let lines = held.all {
            "\(LogLine.now(.heroku, dyno.slot.name, "\($0) lines that it printed before it served are left out"))"
        }
        append(dyno.slot.app, LogBlock(lines))
    }

    /// The dyno is gone, and never served.
    func drop(_ dyno: String) { state.update { _ = $0.held.removeValue(forKey: dyno) } }

    private func isHeld(_ dyno: String, _ lines: @autoclosure () -> [String]) -> Bool {
        guard state.read({ $0.held[dyno] != nil }) else { return false }
        let lines = lines()
        return state.update { state in
            state.held[dyno]?.add(lines)
            return state.held[dyno] != nil
        }
    }

    /// What the platform did for a person: `app[api]: Scaled to web@2 by user alice`.
    func api(_ app: AppName, _ text: String) { append(app, [.now(.app, "api", text)]) }

    /// Hands lines over to be written.
    func append(_ app: AppName, _ lines: [LogLine]) { append(app, LogBlock(lines.map(\.description))) }

    private func append(_ app: AppName, _ block: LogBlock) {
        guard !block.isEmpty, isKept(app) else { return }
        stream(app).add(block)
        state.update { _ = $0.waiting.insert(app) }
    }

    /// Writes a dyno's lines at once: for threads that have nothing else to do, behind what was handed over before.
    func write(_ block: LogBlock, of dyno: DynoSpec) {
        if isKept(dyno), !isHeld(dyno.id, block.texts) { write(block, to: dyno.slot.app) }
    }

    /// Writes lines at once.
    func write(_ block: LogBlock, to app: AppName) {
        guard isKept(app) else { return }
        write((app, stream(app)), block)
    }

    private func isKept(_ app: AppName) -> Bool { state.read { !$0.ended.contains(app) } }

    private func isKept(_ dyno: DynoSpec) -> Bool {
        state.read { !$0.ended.contains(dyno.slot.app) && dyno.slot.deploy >= $0.first[dyno.slot.app] ?? 0 }
    }
}
