import Wire

extension BootCandidates: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.runner.awaitBoot(app, deploy, context.client)
    }
}
