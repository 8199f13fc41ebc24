import Ledger
import Model
import Wire

extension AddCertificate: Operation {
    package func run(_ context: Context) throws -> Answer {
        _ = try context.ledger.read { try $0.existing(app) }
        let file = try context.runner.certificate(pem)
        let common = "*.\(context.platform.configuration.domain.lowercased())"
        guard context.peer.administers || !file.details.hosts.contains(where: { $0.text == common }) else {
            throw Failure(.forbidden, "a certificate for \(common) would be every app's", hint: "ask an administrator to add it")
        }
        let added = try Certificates(context.platform).add(file.details, pem: file.pem, to: app)
        if context.platform.configuration.router.httpsPort == nil {
            let place = context.platform.root.configuration
            try context.client.line("This installation serves no HTTPS: set router.https_port in \(place).")
        }
        try context.serveAccordingly(app, "Add certificate \(added.name) for \(added.hosts.joined(separator: ", "))")
        return added
    }
}
