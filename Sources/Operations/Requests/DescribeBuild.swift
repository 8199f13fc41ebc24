import Wire

extension DescribeBuild: Operation {
    package func run(_ context: Context) throws -> Answer {
        let report = BuildReport(context.platform, app)
        return report.summary(try report.find(build))
    }
}
