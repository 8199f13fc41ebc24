import Ledger
import Linux
import Model
import Operations
import TLS

/// Gets automatic certificates when they are due, one after the other, and says in the app's log what became of it.
final class CertificateKeeper: Sendable {
    /// Longest time without a look: certificates expire by the wall clock, which may be set.
    private static let restMillisecondsMax: Int64 = 60_000

    private let platform: Platform
    private let fleet: Fleet
    private let logs: AppLogs
    private let orders: AutomaticCertificateOrders

    init(platform: Platform, fleet: Fleet, logs: AppLogs) {
        self.platform = platform
        self.fleet = fleet
        self.logs = logs
        orders = AutomaticCertificateOrders(platform)
    }

    func start() {
        inBackground("certificates") { [self] in
            while !fleet.read(\.stopping) {
                let requests = fleet.read(\.certificateRequests)
                let rest = attend()
                guard rest > 0 else { continue }
                _ = fleet.wait(until: Moment.monotonicMilliseconds() + rest, slice: Self.restMillisecondsMax) { state in
                    state.certificateRequests > requests || state.stopping ? true : nil
                }
            }
        }
    }

    /// Asks for the certificate that is due first. Milliseconds until the next one may be; 0: at once.
    private func attend() -> Int64 {
        do {
            guard let order = try orders.all().first else { return Self.restMillisecondsMax }
            let left = (order.due - Moment.wallMicroseconds()) / 1000
            guard left <= 0 else { return min(left + 1, Self.restMillisecondsMax) }
            // The router answers the challenge.
            guard fleet.read(\.routerConnected) else { return 1_000 }
            try carryOut(order)
            return 0
        } catch {
            Diagnostics.say("cannot look after certificates: \(error)")
            return Self.restMillisecondsMax
        }
    }

    private func carryOut(_ order: AutomaticCertificateOrders.Order) throws {
        do {
            guard let host = DomainName(order.host) else { throw Failure(.invalid, "`\(order.host)` cannot have a certificate") }
            let file = try ACMEClient(platform: platform, isStopping: { self.fleet.read(\.stopping) }).issue(host)
            let added = try Certificates(platform).add(file.details, pem: file.pem, to: order.app, .automatic)
            logs.api(order.app, "Certificate for \(order.host) issued by \(added.issuer), valid until \(added.expires)")
            fleet.wake()
        } catch {
            if fleet.read(\.stopping) { return }
            let reason = (error as? Failure)?.message ?? "\(error)"
            try orders.failed(order, reason)
            logs.api(order.app, "No certificate for \(order.host) could be got: \(reason)")
            Diagnostics.say("no certificate for \(order.host): \(reason)")
        }
    }
}
