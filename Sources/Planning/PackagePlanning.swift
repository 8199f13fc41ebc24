import Model

/// The Debian packages of an app, in layers of which one more package makes a small one anew: what buildpacks need of themselves
/// first, each buildpack's over those of the buildpacks before it, then what is there because of the app's own files. What publishers
/// offer lies over all of them: packages stay as they are where it changes.
struct PackagePlanning {
    /// Names, by what they are there for.
    private struct Wanted {
        /// Whatever the app is.
        var always: Set<String> = []
        /// Because of its files.
        var more: Set<String> = []
    }

    /// Mounts take few layers: where there are more buildpacks, the last of these is of all the others together.
    private static let setsMax = 4

    let evidence: Evidence
    let choices: [ToolchainChoice]
    /// What `renga.yml` says, which is in the buildpacks already.
    let own: Buildpack.Parts

    /// - Parameter more: that the app wants for its dynos in another file of its own.
    func plan(_ buildpacks: [Buildpack], more: [String]) throws(Failure) -> [PlannedToolchain] {
        var (run, runMore) = try layers(of: buildpacks, for: .run)
        runMore.formUnion(more)
        let (build, buildMore) = try layers(of: buildpacks, for: .build)
        runMore.subtract(run.joined())
        let runs = layers(run + [runMore], .run)
        let planned: [PlannedToolchain]
        if build.allSatisfy(\.isEmpty) || runMore.isEmpty {
            planned = runs + layers(build + [buildMore], .build)
        } else {
            // Build tools are large, and not to be made anew over what dynos have: steps have that over them once more.
            planned = layers(run, .run) + layers([runMore], .dynos) + layers(build + [runMore.union(buildMore)], .build)
        }
        return planned + choices.compactMap(\.planned)
    }

    /// Those that the buildpacks need, each without those of the ones before, and those that all together have more.
    private func layers(of buildpacks: [Buildpack], for use: PlannedToolchain.Use) throws(Failure) -> (
        always: [Set<String>], more: Set<String>
    ) {
        var always: [Set<String>] = []
        var more: Set<String> = []
        for buildpack in buildpacks {
            var wanted =
                try use == .run
                ? wanted(buildpack.parts.runPackages, own.runPackages) : wanted(buildpack.parts.buildPackages, own.buildPackages)
            for choice in choices {
                wanted.always = wanted.always.filter { !choice.replaces($0) }
                wanted.more = wanted.more.filter { !choice.replaces($0) }
                if buildpack.parts.versions.contains(where: { $0.toolchain == choice.version.toolchain }) {
                    wanted.always.formUnion(choice.packages(for: use))
                }
            }
            always.append(wanted.always)
            more.formUnion(wanted.more)
        }
        let others = always.dropFirst(Self.setsMax - 1)
        guard !others.isEmpty else { return (always, more) }
        return (always.prefix(Self.setsMax - 1) + [others.reduce(into: Set()) { $0.formUnion($1) }], more)
    }

    private func wanted(_ rules: [Buildpack.PackageRule], _ own: [Buildpack.PackageRule]) throws(Failure) -> Wanted {
        var wanted = Wanted()
        for rule in rules where try evidence.holds(rule.when) {
            if rule.when == .always, !own.contains(rule) { wanted.always.formUnion(rule.names) } else { wanted.more.formUnion(rule.names) }
        }
        return wanted
    }

    /// One for each set that has something which those below it have not.
    private func layers(_ sets: [Set<String>], _ use: PlannedToolchain.Use) -> [PlannedToolchain] {
        var known: Set<String> = []
        return sets.compactMap { names in
            let new = names.subtracting(known)
            known.formUnion(new)
            return new.isEmpty ? nil : PlannedToolchain(use, .packages(new.sorted()))
        }
    }
}
