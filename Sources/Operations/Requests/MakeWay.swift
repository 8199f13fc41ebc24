import Model
import Sandbox
import Wire

extension MakeWay: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard let asker = context.process else { return Done() }
        let priority = BuildPriority(context.platform.configuration)
        priority.yield(yields)
        guard yields else { return Done() }
        do {
            try priority.take(asker.pid, of: asker.user)
        } catch {
            // For who asks alone, every second: that a machine gives no control groups is said where a build is held to its limits.
            throw Failure(.unavailable, "git has a full share of the processors: \(error)")
        }
        return Done()
    }
}
