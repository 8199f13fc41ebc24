import Foundation
import Linux
import Model

/// The log streams of all apps: one file of bounded segments each, and those who follow it.
final class AppLogs: Sendable {
    private let root: InstallationRoot
    private let limits: Configuration.LogLimits
    /// SAFETY: these are touched only while `lock` is held.
    private nonisolated(unsafe) var streams: [AppName: AppLogStream] = [:]
    private nonisolated(unsafe) var ended: Set<AppName> = []
    private let lock = NSLock()

    init(root: InstallationRoot, limits: Configuration.LogLimits) {
        self.root = root
        self.limits = limits
    }

    func stream(_ app: AppName) -> AppLogStream {
        lock.withLock {
            if let stream = streams[app] { return stream }
            let stream = AppLogStream(directory: root.logs(app), limits: limits)
            streams[app] = stream
            return stream
        }
    }

    /// The app is being removed: what its last dynos say while they stop must not bring its log back.
    func end(_ app: AppName) {
        lock.withLock {
            streams[app] = nil
            ended.insert(app)
        }
    }

    /// There is an app of this name, again or for the first time.
    func begin(_ app: AppName) { _ = lock.withLock { ended.remove(app) } }

    /// What the platform says of a dyno: `heroku[web.1]: State changed from starting to up`.
    func system(_ app: AppName, _ process: String, _ text: String) {
        append(app, "\(Moment.text()) heroku[\(process)]: \(text)")
    }

    /// What the platform did for a person: `app[api]: Scaled to web@2 by user alice`.
    func api(_ app: AppName, _ text: String) { append(app, "\(Moment.text()) app[api]: \(text)") }

    func append(_ app: AppName, _ line: String) { append(app, [line]) }

    func append(_ app: AppName, _ lines: [String]) {
        guard !lock.withLock({ ended.contains(app) }) else { return }
        do {
            try stream(app).append(lines)
        } catch {
            Diagnostics.say("cannot log for \(app): \(error)")
        }
    }
}
