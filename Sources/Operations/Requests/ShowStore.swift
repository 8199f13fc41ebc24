import Model
import Wire

extension ShowStore: Operation {
    package func run(_ context: Context) throws -> Answer {
        var summary = try context.runner.store()
        // Their titles name apps and commits.
        if !context.peer.administers { summary.changed = [] }
        return summary
    }
}
