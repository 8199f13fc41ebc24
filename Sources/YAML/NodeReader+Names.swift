import Model
import Patterns

/// Texts with rules.
extension NodeReader {
    /// Texts of a list, each checked, none twice.
    func names(_ key: String, _ rule: (String) -> Bool, _ what: String) throws(SourceError) -> [String] {
        guard let items = try list(key) else { return [] }
        return try names(items, key, rule, what)
    }

    func names(_ items: [YAMLNode], _ key: String, _ rule: (String) -> Bool, _ what: String) throws(SourceError)
        -> [String]
    {
        var names: [String] = []
        for item in items {
            let name = try string(item, key)
            guard rule(name) else { throw error(item, "`\(name)` is not \(what)") }
            guard !names.contains(name) else {
                throw error(item, "`\(name)` stands here for the second time", hint: "remove one of the two")
            }
            names.append(name)
        }
        return names
    }

    private static let scriptBytesMax = 64 << 10

    /// A text of one line: it is shown in one.
    func line(_ value: YAMLNode, _ key: String) throws(SourceError) -> String {
        let text = try string(value, key).trimmed
        guard !text.isEmpty, !text.utf8.contains(where: { $0 < 0x20 }) else {
            throw error(value, "`\(key)` must be one line of text")
        }
        return text
    }

    func script(_ value: YAMLNode, _ key: String) throws(SourceError) -> String {
        let script = try string(value, key)
        guard script.utf8.count <= Self.scriptBytesMax, !script.utf8.contains(0) else {
            throw error(value, "a script has at most \(Self.scriptBytesMax) bytes", hint: "move it into a file of the app")
        }
        return script
    }

    /// The path of one file of the app.
    func appFile(_ key: String) throws(SourceError) -> String? {
        guard let value = value(key) else { return nil }
        let path = try string(value, key)
        guard AppPath.isFile(path) else {
            throw error(
                value,
                "`\(path)` cannot be a file of the app",
                hint: "write a path from the app's root on, such as .renga/processes"
            )
        }
        return path
    }

    /// The path of a request.
    func requestPath(_ value: YAMLNode, _ key: String) throws(SourceError) -> String {
        let path = try line(value, key)
        guard NameRules.isRequestPath(path) else {
            throw error(value, "`\(key)` must be a path that begins with a slash", hint: "write /healthz")
        }
        return path
    }

    /// A buildpack, and where it comes from.
    func buildpack(_ value: YAMLNode, _ key: String) throws(SourceError) -> BuildpackReference {
        let text = try string(value, key)
        do throws(Failure) {
            return try BuildpackReference(text)
        } catch {
            throw self.error(value, error.message, hint: error.hint)
        }
    }

    func buildpacks(_ key: String) throws(SourceError) -> [BuildpackReference] {
        var all: [BuildpackReference] = []
        for item in try list(key) ?? [] {
            let next = try buildpack(item, key)
            guard !all.contains(where: { $0.identity == next.identity }) else {
                throw error(item, "`\(next)` stands here for the second time", hint: "remove one of the two")
            }
            guard all.count < BuildpackReference.countMax else {
                throw error(item, "an app has at most \(BuildpackReference.countMax) buildpacks")
            }
            all.append(next)
        }
        return all
    }

    /// A glob over paths of the app.
    func glob(_ value: YAMLNode, _ key: String) throws(SourceError) -> String {
        let text = try string(value, key)
        if let problem = GlobSyntax.problem(of: text) {
            throw error(value, "`\(text)` cannot be a path in the app: \(problem)")
        }
        return text
    }

    /// A glob, or a set of files of the buildpack itself (`@NAME`) or of another one (`@ID:NAME`).
    func files(_ value: YAMLNode, _ key: String) throws(SourceError) -> String {
        let text = try string(value, key)
        guard text.hasPrefix("@") else { return try glob(value, key) }
        return "@" + Buildpack.Sight.qualified(String(text.dropFirst()), of: source.home)
    }

    func globs(_ key: String, orSets: Bool = false) throws(SourceError) -> [String]? {
        guard let items = try list(key) else { return nil }
        var globs: [String] = []
        for item in items { globs.append(try orSets ? files(item, key) : glob(item, key)) }
        return globs
    }

    /// A regular expression, tried out here so that a mistake in it has a place.
    func pattern(_ key: String) throws(SourceError) -> String? {
        guard let value = value(key) else { return nil }
        let text = try string(value, key)
        do throws(PatternError) {
            _ = try Pattern(text)
        } catch {
            throw self.error(
                value,
                "`\(key)` is not a regular expression: \(error)",
                hint: "put it in single quotes, and a backslash before a character that stands for itself"
            )
        }
        return text
    }
}
