import Sandbox
import Wire

extension MakeWay: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard let asker = context.process else { return Done() }
        let priority = BuildPriority(context.platform.configuration)
        priority.yield(yields)
        if yields { try priority.take(asker.pid, of: asker.user) }
        return Done()
    }
}
