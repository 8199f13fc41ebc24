import Wire

extension ListCertificates: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Certificates(context.platform).list(app)
    }
}
