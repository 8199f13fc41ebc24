import Model

/// What cages are made of on this machine, for one installation: crun and conmon, the dynos' network, the layers, and the control
/// groups. Each program that has any makes it once.
package struct Machine: Sendable {
    package let root: InstallationRoot
    package let runtime: CageRuntime
    package let network: DynoNetwork
    package let store: LayerStore
    /// Parent of the control groups of dynos, and of all that serves them.
    package let groups: String
    /// Parent of those of builds: what is in it takes what all others on the machine leave of the processors.
    package let builds: String

    /// To be called before a program makes threads; says at once what is missing for cages.
    package init(_ root: InstallationRoot, _ configuration: Configuration) throws {
        self.root = root
        store = try LayerStore(root, configuration)
        runtime = try CageRuntime(directory: root.run + "/crun")
        try runtime.prepareProcess()
        network = try DynoNetwork(configuration)
        groups = Self.groups(configuration)
        builds = Self.builds(configuration)
    }

    static func groups(_ configuration: Configuration) -> String { "/renga-\(configuration.network.bridge)" }
    static func builds(_ configuration: Configuration) -> String { groups(configuration) + "-builds" }
    package func group(_ id: String) -> String { "\(groups)/\(id)" }
}

extension LayerStore {
    /// The installation's, its own or shared.
    package init(_ root: InstallationRoot, _ configuration: Configuration) throws {
        try self.init(directory: configuration.layerDirectory(root))
    }
}
