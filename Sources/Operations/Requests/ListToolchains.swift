import Model
import Wire

extension ListToolchains: Operation {
    package func run(_ context: Context) throws -> Answer {
        var toolchains = AppToolchains(context)
        return try toolchains.list(app)
    }
}
