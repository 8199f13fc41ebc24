import Model

/// Lays an app's `renga.yml` over the buildpack: packages are added, everything else of the same name is replaced.
struct Overlay {
    let app: AppFile

    func over(_ buildpack: Buildpack) -> Buildpack {
        var result = buildpack
        for rule in app.versions {
            replaceOrAppend(&result.versions, Self.merged(rule, buildpack)) { $0.toolchain == rule.toolchain }
        }
        result.buildPackages += app.buildPackages
        result.runPackages += app.runPackages
        for step in app.steps { replaceOrAppend(&result.steps, step) { $0.name == step.name } }
        // A replaced variable moves to the end: it may use those that the buildpack sets, its own older value included.
        result.environment += app.environment
        return result
    }

    /// A version in renga.yml (`python: "3.11"`) is what is asked for, whatever other files say.
    private static func merged(_ rule: Buildpack.VersionRule, _ buildpack: Buildpack) -> Buildpack.VersionRule {
        var rule = rule
        if let own = buildpack.versions.first(where: { $0.toolchain == rule.toolchain }) { rule.title = own.title }
        return rule
    }

    /// In place of the first of its kind, and of all others (a buildpack may have several steps of one name).
    private func replaceOrAppend<Item>(_ items: inout [Item], _ item: Item, where same: (Item) -> Bool) {
        guard let index = items.firstIndex(where: same) else { return items.append(item) }
        items.removeAll(where: same)
        items.insert(item, at: index)
    }
}
