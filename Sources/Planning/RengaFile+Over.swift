import Model

extension RengaFile {
    /// Laid over the buildpacks of an app: what has the name of something of theirs takes its place, all else is added to the
    /// last one. Variables are not among it: those of an app go over all (`PlannedEnvironment`).
    func over(_ buildpacks: [Buildpack]) -> [Buildpack] {
        var all = buildpacks
        guard let last = all.indices.last else { return all }
        for var rule in parts.versions {
            // A version in renga.yml (`python: "3.11"`) is what is asked for, whatever other files say.
            let own = all.lazy.flatMap(\.parts.versions).first { $0.toolchain == rule.toolchain }
            if let own { rule.title = own.title }
            Self.lay(rule, on: \.versions, of: &all) { $0.toolchain == rule.toolchain }
        }
        all[last].parts.buildPackages += parts.buildPackages
        all[last].parts.runPackages += parts.runPackages
        for step in parts.steps { Self.lay(step, on: \.steps, of: &all) { $0.name == step.name } }
        return all
    }

    /// In place of the first of its kind, and of all others of its buildpack (which may have several steps of one name).
    private static func lay<Item>(
        _ item: Item,
        on list: WritableKeyPath<Buildpack.Parts, [Item]>,
        of buildpacks: inout [Buildpack],
        where same: (Item) -> Bool
    ) {
        let home = buildpacks.firstIndex { $0.parts[keyPath: list].contains(where: same) } ?? buildpacks.count - 1
        var items = buildpacks[home].parts[keyPath: list]
        let place = items.firstIndex(where: same) ?? items.count
        items.removeAll(where: same)
        items.insert(item, at: place)
        buildpacks[home].parts[keyPath: list] = items
    }
}
