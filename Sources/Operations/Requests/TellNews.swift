import Wire

extension TellNews: Operation {
    package func run(_ context: Context) throws -> Answer {
        context.runner.wake()
        return Done()
    }
}
