import Model

/// One request over the control socket, as one line of JSON.
package struct ControlRequest: Codable, Sendable {
    /// The key that the SSH shell was entered with. Believed only of the git user, whose only program is that shell.
    package var key: Int64?
    package var operation: Operation

    package init(_ operation: Operation, key: Int64? = nil) {
        self.operation = operation
        self.key = key
    }
}

/// What can be asked of the platform.
package enum Operation: Codable, Sendable, Hashable {
    case apps
    case create(name: String?)
    case destroy(app: AppName, confirm: String)
    case info(app: AppName)
    case dynos(app: AppName)
    case scale(app: AppName, changes: [ScaleChange])
    case config(app: AppName)
    /// nil removes a config var.
    case setConfig(app: AppName, changes: [String: String?])
    case releases(app: AppName)
    case rollback(app: AppName, version: Int?)
    case logs(app: AppName, query: LogQuery)
    case keys
    case addKey(text: String)
    case removeKey(key: String)
    case status

    // Asked by our own programs.
    case authorizePush(app: AppName, writes: Bool)
    case boot(app: AppName, deploy: Int64)
    case serve(app: AppName, deploy: Int64)
    case note(app: AppName, line: String)

    package var app: AppName? {
        switch self {
        case .apps, .create, .keys, .addKey, .removeKey, .status: nil
        case .destroy(let app, _), .info(let app), .dynos(let app), .scale(let app, _),
            .config(let app), .setConfig(let app, _), .releases(let app), .rollback(let app, _), .logs(let app, _),
            .authorizePush(let app, _), .boot(let app, _), .serve(let app, _), .note(let app, _):
            app
        }
    }
}

/// One line of the answer. A `result` or a `failure` is the last.
package enum ControlReply: Codable, Sendable {
    /// Progress for the person who waits.
    case line(String)
    /// Log lines, in order.
    case log([String])
    case result(OperationResult)
    case failure(Failure)
}

/// What an operation found or did.
package enum OperationResult: Codable, Sendable {
    case done(String)
    case apps([AppSummary])
    case app(AppSummary)
    case dynos([DynoSummary])
    case formation([String: Int])
    case config([String: String])
    case release(version: Int?, message: String)
    case releases([ReleaseSummary])
    case keys([KeySummary])
    case status(PlatformStatus)
    /// Candidates are up. Milliseconds from the request to the last of them, and what they answered, by dyno.
    case booted(milliseconds: Int64, answers: [String: Int])
}

/// How the platform is.
package struct PlatformStatus: Codable, Sendable, Hashable {
    package var routerConnected: Bool
    package var routesVersion: UInt64
    package var apps: Int
    package var dynos: Int

    package init(routerConnected: Bool, routesVersion: UInt64, apps: Int, dynos: Int) {
        self.routerConnected = routerConnected
        self.routesVersion = routesVersion
        self.apps = apps
        self.dynos = dynos
    }
}
