import Model

/// The packages that an app declares, by the buildpack that knows where; each list is made once.
final class DeclaredPackages {
    typealias Name = (name: String, file: String)

    private var known: [String: [Name]] = [:]

    func names(of id: String, _ find: () throws(Failure) -> [Name]) throws(Failure) -> [Name] {
        if let names = known[id] { return names }
        let names = try find()
        known[id] = names
        return names
    }

    /// Registries take `Foo_Bar`, `foo.bar` and `foo-bar` for one name, or have one of them alone.
    static func normal(_ name: String) -> String {
        String(name.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 })
    }
}
