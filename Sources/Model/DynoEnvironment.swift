/// What a dyno finds in its environment, a release command's included: its slug's, the app's secrets and config vars, and what
/// the platform alone says.
package enum DynoEnvironment {
    private static let path = "/usr/local/bin:/usr/bin:/bin"

    /// - Parameters:
    ///   - secrets: the app's, of which it gets those that its slug names.
    ///   - name: such as `web.1`.
    ///   - port: nil: it is told none.
    ///   - memoryBytes: what the dyno may use: `MEMORY_AVAILABLE` says it in MB, from which `.profile.d` scripts work out heaps and
    ///     numbers of workers.
    package static func make(
        _ slug: SlugManifest,
        secrets: [String: String],
        config: [String: String],
        name: String,
        port: UInt16?,
        memoryBytes: Int64
    ) -> [String: String] {
        var environment = ["PATH": path, "MEMORY_AVAILABLE": "\(memoryBytes >> 20)"]
        environment.merge(slug.environment) { $1 }
        for name in slug.secrets ?? [] { environment[name] = secrets[name] }
        environment.merge(config) { $1 }
        environment.merge(["DYNO": name, "HOME": "/app"]) { $1 }
        environment["PORT"] = port.map { "\($0)" }
        return environment
    }
}
