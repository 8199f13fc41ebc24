import Foundation
import Ledger
import Linux
import Model
import Operations

/// Turns a slot into a dyno that can be started: its slug, config vars, address and port.
final class DynoLaunches: Sendable {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    func make(_ slot: DynoSlot, taken: Set<String>) throws -> (DynoSpec, DynoLaunch) {
        let (app, deploy, slug) = try platform.ledger.read { db in
            let app = try db.existing(slot.app)
            guard let deploy = try db.deploy(slot.deploy), let digest = deploy.slug, let slug = try db.slug(digest)
            else {
                throw Failure(.notFound, "deploy \(slot.deploy) of \(slot.app) has no slug")
            }
            return (app, deploy, slug.manifest)
        }
        guard let command = slug.processes[slot.type] else {
            throw Failure(.notFound, "the slug of \(slot.app) has no process type `\(slot.type)`")
        }
        let id = "\(slot.app).\(slot.type.prefix(16)).\(slot.index).\(Self.unique())"
        let spec = DynoSpec(
            id: id,
            slot: slot,
            address: try address(taken: taken),
            port: UInt16.random(in: 10_000...59_999),
            command: command,
            healthcheck: slug.healthcheck,
            startedAt: Moment.wallMicroseconds()
        )
        let launch = DynoLaunch(
            uid: app.uid,
            layers: slug.layers.map(\.key),
            environment: DynoEnvironment.make(slug, config: deploy.config, name: slot.name, port: spec.port),
            limits: platform.configuration.dyno
        )
        return (spec, launch)
    }

    /// How visitors come to an app, by each of its names: over HTTPS where there is a certificate for it. The first is by the name
    /// that every app has.
    func visits(_ app: AppName, _ table: RouteTable) throws -> [Visit] {
        let domains = try platform.ledger.read { db in try db.app(app).map { try db.domains($0.id) } ?? [] }
        // Which names a wildcard stands for, nobody can say.
        let names = domains.map(\.text).filter { !$0.hasPrefix("*.") }
        return [visit(app, table)] + names.map { visit($0, table) }
    }

    func visit(_ app: AppName, _ table: RouteTable) -> Visit { visit(platform.hosts(app).first ?? app.text, table) }

    private func visit(_ name: String, _ table: RouteTable) -> Visit {
        let router = platform.configuration.router
        let wildcard = "*." + name.drop { $0 != "." }.dropFirst()
        let isSecure = router.httpsPort != nil && table.certificates.contains { $0.hosts.contains(name) || $0.hosts.contains(wildcard) }
        let port = isSecure ? router.httpsPort ?? 443 : platform.configuration.urlPort ?? router.httpPort
        return Visit(host: port == (isSecure ? 443 : 80) ? name : "\(name):\(port)", isSecure: isSecure)
    }

    /// A free address of the dynos' half of the network, `PREFIX.0.2` to `PREFIX.127.255`. From anywhere in it: what is
    /// left of a dyno that has just ended may hold its address for another moment.
    private func address(taken: Set<String>) throws -> String {
        let prefix = platform.configuration.network.prefix
        let numbers = 2..<(128 << 8)
        let start = Int.random(in: numbers)
        for number in [start..<numbers.upperBound, numbers.lowerBound..<start].joined() {
            let address = "\(prefix).\(number >> 8).\(number & 255)"
            if !taken.contains(address) { return address }
        }
        throw Failure(.limit, "all 32,000 addresses of \(prefix).0.0/17 are in use")
    }

    /// Why a dyno could not be started, and what helps.
    func failure(_ error: any Error) -> Failure {
        if let failure = DiskFailure.of(error, root: platform.root.path, floor: platform.configuration.disk) { return failure }
        let hint = "that is no fault of the app's: `renga status` and the runner's log on the machine say more"
        return Failure(.unavailable, (error as? Failure)?.message ?? "\(error)", hint: (error as? Failure)?.hint ?? hint)
    }

    /// Remembers across a restart of the runner that a dyno has answered, and when: monotonic milliseconds.
    func markUp(_ id: String, since: Int64) throws { try Files.replace(folder(of: id) + "/up", with: "\(since)\n", isDurable: false) }

    func folder(of id: String) -> String { platform.root.dyno(id) }

    private static func unique() -> String {
        let digits = Array("0123456789abcdef")
        return String((0..<8).map { _ in digits[Int.random(in: 0..<16)] })
    }
}
