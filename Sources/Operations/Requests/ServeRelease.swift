import Wire

extension ServeRelease: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.runner.awaitServing(app, deploy)
    }
}
