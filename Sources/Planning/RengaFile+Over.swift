import Model

extension RengaFile {
    /// Laid over a buildpack: packages are added, everything else of the same name is replaced.
    func over(_ buildpack: Buildpack) -> Buildpack {
        var result = buildpack
        for var rule in parts.versions {
            // A version in renga.yml (`python: "3.11"`) is what is asked for, whatever other files say.
            if let own = buildpack.parts.versions.first(where: { $0.toolchain == rule.toolchain }) { rule.title = own.title }
            Self.lay(rule, on: &result.parts.versions) { $0.toolchain == rule.toolchain }
        }
        result.parts.buildPackages += parts.buildPackages
        result.parts.runPackages += parts.runPackages
        for step in parts.steps { Self.lay(step, on: &result.parts.steps) { $0.name == step.name } }
        // A replaced variable moves to the end: it may use those that the buildpack sets, its own older value included.
        result.parts.environment += parts.environment
        return result
    }

    /// In place of the first of its kind, and of all others (a buildpack may have several steps of one name).
    private static func lay<Item>(_ item: Item, on items: inout [Item], where same: (Item) -> Bool) {
        guard let index = items.firstIndex(where: same) else { return items.append(item) }
        items.removeAll(where: same)
        items.insert(item, at: index)
    }
}
