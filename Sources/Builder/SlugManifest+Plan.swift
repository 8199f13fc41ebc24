import Model
import Planning

extension SlugManifest {
    /// What a plan has come to.
    init(_ app: AppName, _ commit: CommitID, _ plan: BuildPlan, _ layers: BuiltLayers) {
        self.init(
            app: app.first,
            commit: commit,
            stack: plan.stack,
            buildpacks: plan.buildpacks.map(\.listed),
            layers: layers.ofSlug(stack: plan.stack),
            processes: Dictionary(plan.dynoTypes.map { ($0.type, $0.command) }, uniquingKeysWith: { first, _ in first }),
            release: plan.release,
            environment: plan.environment,
            versions: Dictionary(plan.versions.map { ($0.toolchain, $0.version) }, uniquingKeysWith: { first, _ in first }),
            healthcheck: plan.healthcheck,
            secrets: plan.secrets.isEmpty ? nil : plan.secrets.keys.sorted()
        )
        chosen = plan.chosen
        steady = plan.steady
        checks = plan.checks
        cron = plan.cron
        predestroy = plan.predestroy
        reasons = Dictionary(plan.versions.map { ($0.toolchain, $0.because) }, uniquingKeysWith: { first, _ in first })
    }
}
