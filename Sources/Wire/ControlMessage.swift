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
    ///
    /// `skipsRelease`: the release command is not run; nil: it is.
    case setConfig(app: AppName, changes: [String: String?], skipsRelease: Bool? = nil)
    case releases(app: AppName)
    case rollback(app: AppName, version: Int?, skipsRelease: Bool? = nil)
    case logs(app: AppName, query: LogQuery)
    /// nil: of the release that serves.
    case slug(app: AppName, version: Int?)
    case domains(app: AppName)
    case addDomain(app: AppName, domain: DomainName)
    case removeDomain(app: AppName, domain: DomainName)
    case clearDomains(app: AppName)
    case routing(app: AppName)
    case setRouting(app: AppName, changes: [RoutingChange])
    /// `page` is HTML; nil: the router's own page.
    case setMaintenance(app: AppName, isOn: Bool, page: String?)
    case setPaused(app: AppName, isPaused: Bool)
    case certificates(app: AppName)
    case certificate(app: AppName, name: String)
    /// A chain and its private key.
    case addCertificate(app: AppName, pem: String)
    case removeCertificate(app: AppName, name: String)
    case automaticCertificates(app: AppName)
    case setAutomaticCertificates(app: AppName, enabled: Bool)
    case refreshCertificates(app: AppName)
    case keys
    case addKey(text: String)
    /// `confirm` is `key` once more, for one's own or the last one.
    case removeKey(key: String, confirm: String?)
    case status
    /// What the router's workers say of themselves.
    case router

    // Asked by our own programs.
    case authorizePush(app: AppName, writes: Bool)
    case boot(app: AppName, deploy: Int64)
    case serve(app: AppName, deploy: Int64)
    /// There is something new in the ledger: it is looked at now instead of a moment later.
    case news(app: AppName)
    /// What a push's release command printed.
    case noteRelease(app: AppName, deploy: Int64, lines: [String])

    package var app: AppName? {
        switch self {
        case .apps, .create, .keys, .addKey, .removeKey, .status, .router: nil
        case .destroy(let app, _), .info(let app), .dynos(let app), .scale(let app, _),
            .config(let app), .setConfig(let app, _, _), .releases(let app), .rollback(let app, _, _), .logs(let app, _), .slug(let app, _),
            .domains(let app), .addDomain(let app, _), .removeDomain(let app, _), .clearDomains(let app),
            .routing(let app), .setRouting(let app, _), .setMaintenance(let app, _, _), .setPaused(let app, _),
            .certificates(let app), .certificate(let app, _), .addCertificate(let app, _), .removeCertificate(let app, _),
            .automaticCertificates(let app), .setAutomaticCertificates(let app, _), .refreshCertificates(let app),
            .authorizePush(let app, _), .boot(let app, _), .serve(let app, _), .news(let app), .noteRelease(let app, _, _):
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
    /// So many bytes follow as they are, then the next line.
    case bytes(Int64)
    case result(OperationResult)
    case failure(Failure)
}

/// What an operation found or did.
package enum OperationResult: Codable, Sendable {
    case done(String)
    /// A repository's address, as people write it, and what git may use for it.
    case repository(url: String, limits: Configuration.GitLimits)
    case apps([AppSummary])
    case app(AppSummary)
    /// `idle`: why there are none, and none are to be. `complaint`: what is wrong with the routes of all apps.
    case dynos([DynoSummary], maintenance: Bool, paused: Bool, idle: Idleness? = nil, complaint: String? = nil)
    case formation([String: Int], idle: Idleness? = nil)
    case config([String: String])
    case release(version: Int?, message: String)
    case releases([ReleaseSummary])
    case keys([KeySummary])
    case domains([DomainSummary])
    case routing(RoutingSummary)
    case certificates([CertificateSummary])
    case automaticCertificates(AutomaticCertificates)
    case status(PlatformStatus)
    /// Of every worker, the one that serves first.
    case router([RouterReport])
    /// Candidates are up. Milliseconds from the request to the last of them, and what they answered, by dyno.
    /// `insecure`: those that send visitors to HTTPS of a name without a certificate, with that name.
    case booted(milliseconds: Int64, answers: [String: Int], insecure: [String: String]? = nil)
}

/// How the platform is.
package struct PlatformStatus: Codable, Sendable, Hashable {
    package var routerConnected: Bool
    package var routesVersion: UInt64
    package var apps: Int
    package var dynos: Int
    /// What is wrong with the routes that are served.
    package var routesComplaint: String?

    package init(routerConnected: Bool, routesVersion: UInt64, apps: Int, dynos: Int, routesComplaint: String? = nil) {
        self.routerConnected = routerConnected
        self.routesVersion = routesVersion
        self.apps = apps
        self.dynos = dynos
        self.routesComplaint = routesComplaint
    }
}
