import Model

/// The buildpack that a config var says, as older apps of Heroku's have it; what the app is set to goes over it.
package enum ChosenBuildpack {
    private static let configVars = ["BUILDPACK_URL", "LANGUAGE_PACK_URL"]

    /// Of values that are about to be set: what names no buildpack is refused at once, and not by the next push.
    package static func check(_ changes: [String: String?]) throws(Failure) {
        for case (let name, let value?) in configVars.map({ ($0, changes[$0] ?? nil) }) { _ = try of([name: value]) }
    }

    /// nil where none is set.
    package static func of(_ config: [String: String]) throws(Failure) -> (name: String, buildpack: BuildpackReference)? {
        guard let name = name(in: config) else { return nil }
        do throws(Failure) {
            return (name, try BuildpackReference(config[name] ?? ""))
        } catch {
            throw Failure(error.code, "the config var \(name): \(error.message)", hint: error.hint)
        }
    }

    /// Of the config var that says one.
    package static func name(in config: [String: String]) -> String? { configVars.first { !(config[$0] ?? "").trimmed.isEmpty } }
}
