import Ledger
import Linux
import Model
import Operations
import Planning
import Wire

/// Where every operation begins: one case each, and what follows from it for the fleet and the logs.
final class OperationDesk: Sendable {
    let platform: Platform
    let fleet: Fleet
    let logs: AppLogs
    let rollouts: Rollouts
    private let router: RouterLink

    init(platform: Platform, fleet: Fleet, logs: AppLogs, rollouts: Rollouts, router: RouterLink) {
        self.platform = platform
        self.fleet = fleet
        self.logs = logs
        self.rollouts = rollouts
        self.router = router
    }

    func run(_ operation: Operation, peer: Peer, _ client: Conversation) throws -> OperationResult {
        switch operation {
        case .apps: return .apps(try DescribeApps(platform).all())
        case .info(let app): return .app(try DescribeApps(platform).one(app))
        case .releases(let app): return .releases(try DescribeApps(platform).releases(app))
        case .dynos(let app): return try dynos(app)
        case .create(let name): return try create(name, peer)
        case .destroy(let app, let confirm): return try destroy(app, confirm, client)
        case .scale(let app, let changes): return try scale(app, changes, peer)
        case .config(let app): return .config(try platform.ledger.read { try $0.configVars($0.existing(app).id) })
        case .setConfig(let app, let changes, let skips):
            return try rollouts.setConfig(app, changes, runsRelease: skips != true, peer, client)
        case .rollback(let app, let version, let skips):
            return try rollouts.rollback(app, version, runsRelease: skips != true, peer, client)
        case .logs(let app, let query): return try logs(app, query, client)
        case .slug(let app, let version): return try SlugDownload(platform).run(app, version, client)
        case .domains, .addDomain, .removeDomain, .clearDomains, .routing, .setRouting, .setMaintenance, .setPaused:
            return try route(operation, peer, client)
        case .certificates, .certificate, .addCertificate, .removeCertificate, .automaticCertificates,
            .setAutomaticCertificates, .refreshCertificates:
            return try certify(operation, peer, client)
        case .keys: return .keys(try Keys(platform).list())
        case .addKey(let text): return .keys(try Keys(platform).add(text))
        case .removeKey(let key, let confirm):
            return .keys(try Keys(platform).remove(key, own: peer.key, confirm: confirm))
        case .status: return .status(try status())
        case .router: return .router(try reports())
        case .authorizePush(let app, let writes):
            guard try platform.ledger.read({ try $0.app(app) }) == nil else {
                if writes { try DiskRoom(platform).checkPush(of: app) }
                return .repository(url: platform.gitURL(app), limits: platform.configuration.git)
            }
            throw Failure(
                .notFound,
                "there is no app `\(app)`",
                hint: "create it with `ssh \(platform.configuration.gitHost) create \(app)`, then push again"
            )
        case .boot(let app, let deploy): return try rollouts.boot(app, deploy, client)
        case .serve(let app, let deploy): return try rollouts.serve(app, deploy)
        case .news:
            fleet.wake()
            return .done("looking")
        case .noteRelease(let app, let deploy, let lines):
            rollouts.log(lines, ofRelease: deploy, app)
            return .done("noted")
        }
    }

    private func create(_ name: String?, _ peer: Peer) throws -> OperationResult {
        var random = SystemRandomNumberGenerator()
        let app = try CreateApp(platform).run(name: name, actor: peer.name, random: &random)
        try AppLock(platform).make(app)
        logs.begin(app)
        logs.api(app, "Initial release by user \(peer.name)")
        logs.api(app, "Release v1 created by user \(peer.name)")
        fleet.wake()
        return .app(try DescribeApps(platform).one(app))
    }

    private func destroy(_ app: AppName, _ confirm: String, _ client: Conversation) throws -> OperationResult {
        _ = try platform.ledger.read { try $0.existing(app) }
        let lock = confirm == app.text ? try AppLock(platform).wait(app, client, for: "destroy") : nil
        if confirm == app.text { logs.end(app) }
        do {
            try DestroyApp(platform).run(app, confirm: confirm)
        } catch {
            logs.begin(app)
            throw error
        }
        _ = consume lock
        fleet.wake()
        rollouts.upkeep(afterDestroying: app)
        return .done("Destroying \(app) (including all dynos and logs)... done")
    }

    private func scale(_ app: AppName, _ changes: [ScaleChange], _ peer: Peer) throws -> OperationResult {
        let formation = try ScaleApp(platform).run(app, changes: changes)
        guard !changes.isEmpty else { return .formation(formation, idle: try ScaleApp(platform).idleness(app)) }
        let words = changes.map { "\($0.type)@\(formation[$0.type] ?? 0)" }.joined(separator: " ")
        logs.api(app, "Scaled to \(words) by user \(peer.name)")
        fleet.wake()
        return .formation(formation)
    }

    private func dynos(_ app: AppName) throws -> OperationResult {
        let (versions, routing, commands) = try platform.ledger.read { db in
            let row = try db.existing(app)
            let versions = try Dictionary(
                db.releases(row.id).map { ($0.deploy.id, $0.version) },
                uniquingKeysWith: { a, _ in a }
            )
            let slug = try row.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0) }
            return (versions, try db.routing(row.id), slug?.manifest.processes ?? [:])
        }
        let (now, wall) = (Moment.monotonicMilliseconds(), Moment.wallMicroseconds())
        let (dynos, complaint) = fleet.read { state in
            let report = DynoReport(state, versions: versions, commands: commands, now: now, wall: wall)
            return (report.dynos(of: app), state.routesComplaint)
        }
        let idle = dynos.isEmpty ? try ScaleApp(platform).idleness(app) : nil
        return .dynos(dynos, maintenance: routing.maintenance, paused: routing.policy.isPaused, idle: idle, complaint: complaint)
    }

    private func logs(_ app: AppName, _ query: LogQuery, _ client: Conversation) throws -> OperationResult {
        _ = try platform.ledger.read { try $0.existing(app) }
        let stream = logs.stream(app)
        if query.tail {
            try stream.follow(query, isOver: { client.hasHungUp }) { try client.say(.log($0)) }
        } else {
            try stream.recent(query) { try client.say(.log($0)) }
        }
        return .done("")
    }

    private func reports() throws -> [RouterReport] {
        let reports = router.reports()
        guard reports.isEmpty else { return reports }
        throw Failure(
            .unavailable,
            "the router does not answer",
            hint: "start it: `systemctl start renga-router`, or `sv start renga-router` where runit runs"
        )
    }

    private func status() throws -> PlatformStatus {
        let apps = try platform.ledger.read { try $0.apps().count }
        return fleet.read {
            PlatformStatus(
                routerConnected: $0.routerConnected,
                routesVersion: $0.appliedVersion,
                apps: apps,
                dynos: $0.dynos.count,
                routesComplaint: $0.routesComplaint
            )
        }
    }
}
