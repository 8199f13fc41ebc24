/// The checks of the dynos of one process type, but for pages.
package struct TypeChecks: Hashable, Sendable, Codable {
    /// Each has to succeed before a dyno counts as up.
    package var startup: [HealthCheck] = []
    /// A dyno that fails one is replaced.
    package var liveness: [HealthCheck] = []

    package init() {}

    package var isEmpty: Bool { startup.isEmpty && liveness.isEmpty }

    /// Why they cannot be ours; nil where they can.
    package var objection: String? {
        guard max(startup.count, liveness.count) <= HealthCheck.countMax else { return "it has too many checks" }
        return (startup + liveness).compactMap(\.objection).first
    }
}
