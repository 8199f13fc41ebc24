import Model

/// The Debian packages of an app: those that dynos have first, what builds alone have over them, each buildpack's over those
/// of the buildpacks before it.
struct PackagePlanning {
    let evidence: Evidence

    func plan(_ buildpacks: [Buildpack]) throws(Failure) -> [PlannedToolchain] {
        var toolchains: [PlannedToolchain] = []
        for use in PlannedToolchain.Use.allCases {
            var known: Set<String> = []
            for buildpack in buildpacks {
                let names = try self.names(use == .run ? buildpack.parts.runPackages : buildpack.parts.buildPackages)
                let new = names.subtracting(known)
                known.formUnion(new)
                if !new.isEmpty { toolchains.append(.init(use, .packages(new.sorted()))) }
            }
        }
        return toolchains
    }

    private func names(_ rules: [Buildpack.PackageRule]) throws(Failure) -> Set<String> {
        var names: Set<String> = []
        for rule in rules where try evidence.holds(rule.when) { names.formUnion(rule.names) }
        return names
    }
}
