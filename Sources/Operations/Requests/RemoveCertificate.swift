import Model
import Wire

extension RemoveCertificate: Operation {
    package func run(_ context: Context) throws -> Answer {
        let removed = try Certificates(context.platform).remove(certificate, of: app)
        try context.serveAccordingly(app, "Remove certificate \(removed.name) for \(removed.hosts.joined(separator: ", "))")
        context.runner.wakeCertificates()
        return removed
    }
}
