import Foundation
import Linux
import Model
import Synchronization

/// The log streams of all apps: one file of bounded segments each, and those who follow it.
final class AppLogs: Sendable {
    private let root: InstallationRoot
    private let limits: Configuration.LogLimits
    private let state = Mutex(State())

    private struct State {
        var streams: [AppName: AppLogStream] = [:]
        var ended: Set<AppName> = []
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
