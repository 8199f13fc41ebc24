/// The folder of a repository that is an app, where that is not all of it.
package struct AppFolder: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Config vars of the buildpacks that people know for it; what the app is set to goes over them.
    package static let configVars = ["PROJECT_PATH", "APP_BASE"]

    /// From the repository's root, without slashes at its ends.
    package let path: String

    /// - Parameter text: as people write it: `apps/web`, `./apps/web/`.
    package init(_ text: String) throws(Failure) {
        let parts = text.split(separator: "/").filter { $0 != "." }
        path = parts.joined(separator: "/")
        guard AppPath.isFile(path) else {
            throw Failure(
                .invalid,
                "`\(PathText.shown(Array(text.prefix(200).utf8)))` cannot be a folder of a repository",
                hint: "write a path from the repository's root on, such as apps/web"
            )
        }
    }

    package var description: String { path }

    package init(from decoder: any Decoder) throws { try self.init(decoder.singleValueContainer().decode(String.self)) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(path)
    }
}
