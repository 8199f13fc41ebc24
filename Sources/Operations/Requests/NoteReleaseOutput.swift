import Wire

extension NoteReleaseOutput: Operation {
    package func run(_ context: Context) throws -> Answer {
        context.runner.logRelease(lines, of: deploy, app)
        return Done()
    }
}
