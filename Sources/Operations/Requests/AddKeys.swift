import Wire

extension AddKeys: Operation {
    package func run(_ context: Context) throws -> Answer {
        try Keys(context.platform).add(text)
    }
}
