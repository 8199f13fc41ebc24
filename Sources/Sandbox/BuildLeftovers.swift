import Linux
import Model

/// What builds leave that were killed: containers without a guardian, trees, control groups and network namespaces.
package struct BuildLeftovers: Sendable {
    private let root: InstallationRoot
    private let runtime: CageRuntime
    private let store: LayerStore
    private let network: DynoNetwork
    private let groups: String

    /// - Parameter groups: parent of the control groups of this installation.
    package init(root: InstallationRoot, runtime: CageRuntime, store: LayerStore, network: DynoNetwork, groups: String) {
        self.groups = groups
        self.root = root
        self.runtime = runtime
        self.store = store
        self.network = network
    }

    /// Leaves alone what belongs to a process that lives. May be called at any time.
    package func sweep() throws {
        try runtime.sweep(below: store.temporaries)
        try runtime.sweep(below: root.scratch)
        try store.sweep()
        // The folder of a dyno is there before its groups are.
        try runtime.sweepUnfinished(groups: groups) { name in
            Files.exists(root.dyno(ControlGroup.guarded(name) ?? name)) || ControlGroups.processes(in: "\(groups)/\(name)") != []
        }
        try OwnedDirectory.sweep(root.scratch, except: LayerStore.isOfRunningProcess)
        for name in ControlGroup.names(below: groups) where name.hasPrefix("builder-") { ControlGroup("\(groups)/\(name)").remove() }
        for id in try network.list() {
            guard let number = Self.leaseNumber(of: id) else { continue }
            guard let lease = try FileLock.trying(for: "\(root.addressLeases)/\(number)") else { continue }
            try network.detach(id)
            _ = consume lease
        }
    }

    /// The control group of what a builder does itself, below that of the installation; emptied, not removed, by its end.
    package static func groupName(_ app: AppName) -> String { "builder-\(app)" }

    /// The name of a build's network namespace; its number is also that of its lock.
    package static func leaseName(_ number: Int) -> String { "build-\(number)" }

    private static func leaseNumber(of id: String) -> Int? {
        id.hasPrefix("build-") ? Int(id.dropFirst("build-".count)) : nil
    }
}
