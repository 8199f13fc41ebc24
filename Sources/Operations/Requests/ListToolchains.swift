import Model
import Wire

extension ListToolchains: Operation {
    package func run(_ context: Context) throws -> Answer { try AppToolchains(context).list(app) }
}
