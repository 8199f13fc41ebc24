import Wire

extension ListKeys: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Keys(context.platform).list()
    }
}
