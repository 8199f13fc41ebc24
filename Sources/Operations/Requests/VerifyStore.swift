import Model
import Wire

extension VerifyStore: Operation {
    package func run(_ context: Context) throws -> Answer { try context.runner.verifyStore(context.client) }
}
