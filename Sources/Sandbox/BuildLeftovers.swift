import Linux
import Model

/// What builds leave that were killed: containers without a guardian, trees, halves of files, control groups and network namespaces.
package struct BuildLeftovers: Sendable {
    private let machine: Machine

    package init(_ machine: Machine) { self.machine = machine }

    /// Leaves alone what belongs to a process that lives. May be called at any time.
    package func sweep() throws {
        let (root, runtime) = (machine.root, machine.runtime)
        // Builders of an older version had theirs among those of dynos.
        let parents = [machine.groups, machine.builds]
        try runtime.sweep(below: machine.store.temporaries)
        try runtime.sweep(below: root.scratch)
        try machine.store.sweep()
        // The folder of a dyno is there before its groups are.
        try runtime.sweepUnfinished(groups: parents) { group in
            let name = Files.name(of: group)
            return Files.exists(root.dyno(ControlGroup.guarded(name) ?? name)) || ControlGroups.processes(in: group) != []
        }
        // Halves of archives and manifests.
        for folder in [root.slugs, root.slugs + "/parts"] { try TemporaryFile.sweep(folder) }
        try OwnedDirectory.sweep(root.scratch, except: LayerStore.isOfRunningProcess)
        for parent in parents {
            for name in ControlGroups.children(of: parent) where name.hasPrefix(Self.groupPrefix) {
                ControlGroup("\(parent)/\(name)").remove()
            }
        }
        // An installation that is new may find what another of its bridge has left.
        try Files.makeDirectory(root.addressLeases, mode: 0o700)
        var fault: (any Error)?
        for id in try machine.network.list() {
            guard let number = Self.leaseNumber(of: id) else { continue }
            guard let lease = try FileLock.trying(for: "\(root.addressLeases)/\(number)") else { continue }
            // One that cannot be removed keeps no other from going.
            do { try machine.network.detach(id) } catch { fault = error }
            _ = consume lease
        }
        if let fault { throw fault }
    }

    /// The control group of what a builder does itself, beside those of its cages; emptied, not removed, by its end.
    package static func group(of app: AppName, _ configuration: Configuration) -> String {
        "\(Machine.builds(configuration))/\(Self.groupPrefix)\(app.text)"
    }

    /// That of what git unpacks and packs; no app is called so.
    static func groupOfGit(_ configuration: Configuration) -> String { "\(Machine.builds(configuration))/\(groupPrefix).git" }

    private static let groupPrefix = "builder-"

    /// The name of a build's network namespace; its number is also that of its lock.
    package static func leaseName(_ number: Int) -> String { "build-\(number)" }

    private static func leaseNumber(of id: String) -> Int? {
        id.hasPrefix("build-") ? Int(id.dropFirst("build-".count)) : nil
    }
}
