import Wire

extension RefreshCertificates: Operation {
    package func run(_ context: Context) throws -> Answer {
        let status = try AutomaticCertificateOrders(context.platform).refresh(app)
        context.runner.wakeCertificates()
        return status
    }
}
