import Ledger
import Linux
import Model
import Operations
import Planning
import TLS
import Wire

extension OperationDesk {
    func certify(_ operation: Operation, _ peer: Peer, _ client: Conversation) throws -> OperationResult {
        let certificates = Certificates(platform)
        let automatic = AutomaticCertificateOrders(platform)
        switch operation {
        case .certificates(let app): return .certificates(try certificates.list(app))
        case .certificate(let app, let name): return .certificates([try certificates.one(name, of: app)])
        case .addCertificate(let app, let pem):
            _ = try platform.ledger.read { try $0.existing(app) }
            let file = try CertificateFile(pem: Array(pem.utf8), now: Moment.wallMicroseconds() / 1_000_000)
            let added = try certificates.add(file.details, pem: file.pem, to: app)
            if platform.configuration.router.httpsPort == nil {
                try client.line("This installation serves no HTTPS: set router.https_port in \(platform.root.configuration).")
            }
            try took(app, "Add certificate \(added.name) for \(added.hosts.joined(separator: ", "))", peer, client)
            return .certificates([added])
        case .removeCertificate(let app, let name):
            let removed = try certificates.remove(name, of: app)
            try took(app, "Remove certificate \(removed.name) for \(removed.hosts.joined(separator: ", "))", peer, client)
            wakeAutomaticCertificates()
            return .certificates([removed])
        case .automaticCertificates(let app): return .automaticCertificates(try automatic.status(app))
        case .setAutomaticCertificates(let app, let enabled):
            let status = try automatic.setEnabled(app, enabled)
            logs.api(app, "Automatic certificates \(enabled ? "enabled" : "disabled") by user \(peer.name)")
            wakeAutomaticCertificates()
            return .automaticCertificates(status)
        case .refreshCertificates(let app):
            let status = try automatic.refresh(app)
            wakeAutomaticCertificates()
            return .automaticCertificates(status)
        default: throw Failure(.internal, "this is no operation on certificates")
        }
    }

    /// What became due by this is asked for at once.
    func wakeAutomaticCertificates() { fleet.update { $0.certificateRequests += 1 } }
}
