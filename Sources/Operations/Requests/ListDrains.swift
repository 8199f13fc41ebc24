import Wire

extension ListDrains: Operation {
    package func run(_ context: Context) throws -> Answer { try DrainList(context, app).all() }
}
