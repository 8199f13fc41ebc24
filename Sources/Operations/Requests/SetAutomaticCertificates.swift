import Model
import Wire

extension SetAutomaticCertificates: Operation {
    package func run(_ context: Context) throws -> Answer {
        let status = try AutomaticCertificateOrders(context.platform).setEnabled(app, enabled)
        context.runner.log(app, "Automatic certificates \(enabled ? "enabled" : "disabled") by user \(context.peer.name)")
        context.runner.wakeCertificates()
        return status
    }
}
