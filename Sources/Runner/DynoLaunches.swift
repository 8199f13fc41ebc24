import Foundation
import Ledger
import Linux
import Model
import Operations

/// Turns a slot into a dyno that can be started: its slug, config vars and port.
final class DynoLaunches: Sendable {
    let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    func make(_ slot: DynoSlot) throws -> (DynoSpec, DynoLaunch) {
        let (app, deploy, slug, secrets, vintage) = try platform.ledger.read { db in
            let app = try db.existing(slot.app)
            guard let deploy = try db.deploy(slot.deploy), let digest = deploy.slug, let slug = try db.slug(digest)
            else {
                throw Failure(.notFound, "deploy \(slot.deploy) of \(slot.app) has no slug")
            }
            return (app, deploy, slug.manifest, try db.secrets(of: slug.manifest, app.id), try db.dynoOrders(app.id).vintage(slot))
        }
        guard let command = slug.processes[slot.type] else {
            throw Failure(.notFound, "the slug of \(slot.app) has no process type `\(slot.type)`")
        }
        var spec = DynoSpec(
            id: CageName.dyno(slot.app, slot.type, slot.index),
            slot: slot,
            port: UInt16.random(in: 10_000...59_999),
            command: command,
            healthcheck: slug.healthcheck,
            startedAt: Moment.wallMicroseconds(),
            vintage: vintage
        )
        if slot.isWeb { spec.steady = slug.steady }
        spec.checks = slug.checks?[slot.type]
        let launch = DynoLaunch(
            slug,
            command: command,
            secrets: secrets,
            config: deploy.config,
            name: slot.name,
            port: spec.port,
            uid: app.uid,
            limits: platform.configuration.dyno.sized(vintage.size),
            mounts: deploy.storage.filter { $0.serves(slot.type) }.map { StorageMount(slot.app, $0) }
        )
        return (spec, launch)
    }

    var routerSettings: RouterSettings { platform.configuration.router }

    /// How visitors come to an app, by each of its names: over HTTPS where there is a certificate for it. The first is by the name
    /// that every app has.
    func visits(_ app: AppName, _ table: RouteTable) throws -> [Visit] {
        let domains = try platform.ledger.read { db in try db.app(app).map { try db.domains($0.id) } ?? [] }
        // Which names a wildcard stands for, nobody can say.
        let names = domains.map(\.text).filter { !$0.hasPrefix("*.") }
        return [visit(app, table)] + names.map { visit($0, table) }
    }

    /// By what is served now: an app may have been renamed since its dyno was started.
    func visit(_ app: AppName, _ table: RouteTable) -> Visit {
        let served = table.apps.first { $0.name == app.text }?.hosts.first
        return visit(served ?? platform.hosts(app).first ?? app.shown, table)
    }

    private func visit(_ name: String, _ table: RouteTable) -> Visit {
        let router = platform.configuration.router
        let wildcard = "*." + name.drop { $0 != "." }.dropFirst()
        let isSecure = router.httpsPort != nil && table.certificates.contains { $0.hosts.contains(name) || $0.hosts.contains(wildcard) }
        let port = isSecure ? router.httpsPort ?? 443 : platform.configuration.urlPort ?? router.httpPort
        return Visit(host: port == (isSecure ? 443 : 80) ? name : "\(name):\(port)", isSecure: isSecure)
    }

    /// Why a dyno could not be started, and what helps.
    func failure(_ error: any Error) -> Failure {
        if let failure = DiskFailure.of(error, root: platform.root.path, floor: platform.configuration.disk) { return failure }
        let hint = "that is no fault of the app's: `renga status` and the runner's log on the machine say more"
        return Failure(.unavailable, (error as? Failure)?.message ?? "\(error)", hint: (error as? Failure)?.hint ?? hint)
    }
}
