import Wire

extension AwaitDyno: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard let session else { return try context.runner.awaitEnd(of: id, in: app, context.client) }
        return try context.runner.awaitEnd(of: session, inDyno: id, of: app, context.client)
    }
}
