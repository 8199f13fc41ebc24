import Foundation
import Linux
import Model
import Planning
import Synchronization

/// The log streams of all apps: one file of bounded segments each, and those who follow it.
final class AppLogs: Sendable {
    private let root: InstallationRoot
    private let limits: Configuration.LogLimits
    private let state = Mutex(State())

    private struct State {
        var streams: [AppName: AppLogStream] = [:]
        var ended: Set<AppName> = []
        /// By dyno: lines of versions that do not serve yet.
        var held: [String: HeldLines] = [:]
    }

    init(root: InstallationRoot, limits: Configuration.LogLimits) {
        self.root = root
        self.limits = limits
    }

    func stream(_ app: AppName) -> AppLogStream {
        state.withLock { state in
            if let stream = state.streams[app] { return stream }
            let stream = AppLogStream(directory: root.logs(app), limits: limits)
            state.streams[app] = stream
            return stream
        }
    }

    /// The app is being removed: what its last dynos say while they stop must not bring its log back.
    func end(_ app: AppName) {
        state.withLock { state in
            state.streams[app] = nil
            state.ended.insert(app)
        }
    }

    /// There is an app of this name, again or for the first time.
    func begin(_ app: AppName) { _ = state.withLock { $0.ended.remove(app) } }

    /// What the platform says of a dyno: `heroku[web.1]: State changed from starting to up`.
    func system(_ app: AppName, _ process: String, _ text: String) {
        append(app, "\(Moment.text()) heroku[\(process)]: \(text)")
    }

    /// The same, kept back as long as the dyno's own lines are.
    func system(_ dyno: DynoSpec, _ text: String) {
        append(dyno.slot.app, ["\(Moment.text()) heroku[\(dyno.slot.name)]: \(text)"], of: dyno.id)
    }

    /// Keeps a dyno's lines back: in the app's log they would look like those of the dyno that serves.
    func hold(_ dyno: String) { state.withLock { $0.held[dyno] = HeldLines() } }

    /// The dyno serves: what it said belongs into the log, and what it will say.
    func release(_ dyno: DynoSpec) {
        guard let held = state.withLock({ $0.held.removeValue(forKey: dyno.id) }) else { return }
        let lines = held.all { "\(Moment.text()) heroku[\(dyno.slot.name)]: \($0) lines that it printed before it served are left out" }
        if !lines.isEmpty { append(dyno.slot.app, lines) }
    }

    /// The dyno is gone, and never served.
    func drop(_ dyno: String) { _ = state.withLock { $0.held.removeValue(forKey: dyno) } }

    func append(_ app: AppName, _ lines: [String], of dyno: String) {
        let isHeld = state.withLock { state in
            state.held[dyno]?.add(lines)
            return state.held[dyno] != nil
        }
        if !isHeld { append(app, lines) }
    }

    /// What the platform did for a person: `app[api]: Scaled to web@2 by user alice`.
    func api(_ app: AppName, _ text: String) { append(app, "\(Moment.text()) app[api]: \(text)") }

    func append(_ app: AppName, _ line: String) { append(app, [line]) }

    func append(_ app: AppName, _ lines: [String]) {
        guard !state.withLock({ $0.ended.contains(app) }) else { return }
        do {
            try stream(app).append(lines)
        } catch {
            Diagnostics.say("cannot log for \(app): \(error)")
        }
    }
}
