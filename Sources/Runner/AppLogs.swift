import Foundation
import Linux
import Model

/// The log streams of all apps: one file of bounded segments each, and those who follow it.
final class AppLogs: Sendable {
    private let root: InstallationRoot
    private let limits: Configuration.LogLimits
    /// SAFETY: `streams` is touched only while `lock` is held.
    private nonisolated(unsafe) var streams: [AppName: AppLogStream] = [:]
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

    func forget(_ app: AppName) { _ = lock.withLock { streams.removeValue(forKey: app) } }

    /// What the platform says of a dyno: `heroku[web.1]: State changed from starting to up`.
    func system(_ app: AppName, _ process: String, _ text: String) {
        append(app, "\(Moment.text()) heroku[\(process)]: \(text)")
    }

    /// What the platform did for a person: `app[api]: Scaled to web@2 by user alice`.
    func api(_ app: AppName, _ text: String) { append(app, "\(Moment.text()) app[api]: \(text)") }

    func append(_ app: AppName, _ line: String) { append(app, [line]) }

    func append(_ app: AppName, _ lines: [String]) {
        do {
            try stream(app).append(lines)
        } catch {
            Diagnostics.say("cannot log for \(app): \(error)")
        }
    }
}
