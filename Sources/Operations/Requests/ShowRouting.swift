import Wire

extension ShowRouting: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Routing(context.platform).show(app)
    }
}
