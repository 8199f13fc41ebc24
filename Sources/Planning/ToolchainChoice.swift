import Model

/// A version of a toolchain, and where it comes from.
struct ToolchainChoice {
    var version: ChosenVersion
    /// Nil where nothing is known of it but what stacks have.
    var toolchain: Toolchain?
    /// What its publisher offers; nil: the stack's own packages.
    var offer: KnownVersions.Choice?
    /// The publishers' lists have to be looked at before this can be said.
    var isOpen = false
    /// Where an app asks for several major versions: what to say of that.
    var wide: BuildPlan.Warning?

    /// Debian packages that it needs; those of a download come beside it.
    func packages(for use: PlannedToolchain.Use) -> [String] {
        if let offer {
            return use == .run ? offer.archive.runPackages : offer.archive.recipe == nil ? offer.archive.buildPackages : []
        }
        let values = Template.values(of: version.version)
        return stackPackages.flatMap { use == .run ? $0.run : $0.build }.compactMap { Template($0).filled(values) }
    }

    /// Whether a package is the stack's form of it, in whatever version, in the place of which it has come.
    func replaces(_ package: String) -> Bool {
        offer != nil && stackPackages.contains { ($0.run + $0.build).contains { Template($0).fits(package) } }
    }

    /// Its own variables, the first folders of the PATH among them.
    func environment(over base: String) -> [(name: String, value: String)] {
        var values = Template.values(of: version.version)
        values["ARCH"] = Toolchain.architecture
        guard let offer else {
            return stackPackages.flatMap(\.environment).compactMap { variable in
                Template(variable.value).filled(values).map { (variable.name, $0) }
            }
        }
        let directory = offer.planned.directory
        values["DIR"] = directory
        let folders = offer.archive.path.map { $0 == "." ? directory : "\(directory)/\($0)" }
        let own = offer.archive.environment.compactMap { variable in
            Template(variable.value).filled(values).map { (name: variable.name, value: $0) }
        }
        return (folders.isEmpty ? [] : [("PATH", (folders + [base]).joined(separator: ":"))]) + own
    }

    var planned: PlannedToolchain? {
        offer.map { PlannedToolchain(toolchain?.isForBuilds == true ? .build : .run, .archive($0.planned)) }
    }

    private var stackPackages: [Toolchain.Packages] { toolchain?.packages ?? [] }
}
