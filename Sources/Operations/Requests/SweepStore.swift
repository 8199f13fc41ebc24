import Model
import Wire

extension SweepStore: Operation {
    package func run(_ context: Context) throws -> Answer { try context.runner.sweepStore() }
}
