/// The name of a package that an app declares, as it is compared.
enum PackageName {
    /// Registries take `Foo_Bar`, `foo.bar` and `foo-bar` for one name, or have one of them alone.
    static func normal(_ name: String) -> String {
        String(name.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 })
    }
}
