import Wire

extension PauseRequests: Operation {
    package func run(_ context: Context) throws -> Answer {
        let summary = try Routing(context.platform).setPaused(app, isPaused)
        try context.serveAccordingly(app, "Requests \(isPaused ? "paused" : "resumed")")
        return summary
    }
}
