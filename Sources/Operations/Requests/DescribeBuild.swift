import Wire

extension DescribeBuild: Operation {
    package func run(_ context: Context) throws -> Answer {
        let report = BuildReport(context.platform, app)
        return try report.summary(try report.find(build))
    }
}
