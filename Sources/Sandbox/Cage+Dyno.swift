import Model

extension Cage {
    /// Whatever runs a slug, a dyno or a release command: they differ in their names, and in nothing that an app could tell.
    package init(
        dyno launch: DynoLaunch,
        id: String,
        hostname: String,
        directory: String,
        namespace: String,
        hasTerminal: Bool = false,
        on machine: Machine
    ) {
        self.init(
            id: id,
            directory: directory,
            lowers: launch.layers.map { machine.store.path($0) },
            arguments: hasTerminal ? DynoCommand.atTerminal(launch.command) : DynoCommand.arguments(launch.command),
            uid: launch.uid,
            gid: launch.uid,
            cgroup: machine.group(id)
        )
        environment = launch.environment
        terminal = hasTerminal
        self.hostname = hostname
        limits = Limits(dyno: launch.limits)
        storage = launch.mounts.map { Bind(StoragePlaces(machine.root).place(of: $0), at: $0.path, readOnly: $0.isReadOnly) }
        if !storage.isEmpty { limits.fileSizeBytes = max(limits.fileSizeBytes, launch.limits.storageBytesMax) }
        network = .namespace(namespace)
        nameServers = machine.network.nameServers
    }
}
