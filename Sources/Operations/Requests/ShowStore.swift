import Model
import Wire

extension ShowStore: Operation {
    package func run(_ context: Context) throws -> Answer { try context.runner.store() }
}
