import Wire

extension ShowAutomaticCertificates: Operation {
    package func run(_ context: Context) throws -> Answer {
        try AutomaticCertificateOrders(context.platform).status(app)
    }
}
