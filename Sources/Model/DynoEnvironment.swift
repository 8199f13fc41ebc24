/// What a dyno finds in its environment, a release command's included: its slug's, the app's config vars, and what the
/// platform alone says.
package enum DynoEnvironment {
    private static let path = "/usr/local/bin:/usr/bin:/bin"

    /// - Parameter name: such as `web.1`.
    package static func make(_ slug: SlugManifest, config: [String: String], name: String, port: UInt16) -> [String: String] {
        var environment = ["PATH": path]
        environment.merge(slug.environment) { $1 }
        environment.merge(config) { $1 }
        environment.merge(["DYNO": name, "HOME": "/app", "PORT": "\(port)"]) { $1 }
        return environment
    }
}
