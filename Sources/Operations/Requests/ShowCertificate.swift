import Wire

extension ShowCertificate: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Certificates(context.platform).one(certificate, of: app)
    }
}
