import Wire

extension ListDomains: Operation {
    package func run(_ context: Context) throws -> Answer {
        try DomainList(context.platform).of(app)
    }
}
