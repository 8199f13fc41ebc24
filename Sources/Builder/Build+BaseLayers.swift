import Glibc
import Linux
import Model
import Planning
import Sandbox

/// The layers that all apps share: the stack, and the toolchains that apt installs over it.
extension Build {
    func baseLayers(_ plan: BuildPlan, _ definition: StackDefinition) throws -> BaseLayers {
        let stack = try self.stack(definition)
        let run = try packages(plan.runPackages, over: [stack], what: "Installing the toolchain")
        let build = try packages(
            plan.buildPackages,
            over: [run, stack].compactMap { $0 },
            what: "Installing build tools"
        )
        return BaseLayers(stack: stack, run: run, build: build)
    }

    private func stack(_ definition: StackDefinition) throws -> String {
        let key = LayerStore.key(of: definition)
        if try workshop.store.use(key) { return key }
        transcript.step("Making the \(definition.title) stack (once on this machine, about a minute)")
        return try workshop.store.makeStack(definition) { transcript.detail($0) }
    }

    private func packages(_ names: [String], over: [String], what: String) throws -> String? {
        guard !names.isEmpty else { return nil }
        let key = LayerStore.packagesKey(names, over: over)
        if try workshop.store.use(key) { return key }
        transcript.step("\(what) (once for all apps: \(names.joined(separator: ", ")))")
        let began = Moment.monotonicMilliseconds()
        let configuration = workshop.configuration
        let lease = try AddressLease.take(workshop)
        defer { lease.giveBack(workshop) }
        let installer = PackageInstaller(
            runtime: workshop.runtime,
            network: .namespace(lease.namespace),
            nameServers: workshop.network.nameServers,
            cgroupParent: workshop.cgroup,
            caBundle: configuration.build.caBundle.isEmpty ? nil : configuration.build.caBundle,
            run: RunLimits(seconds: 900, floor: configuration.disk),
            cancel: workshop.interruption.descriptor
        )
        _ = try workshop.store.makePackages(names, over: over, installer: installer) { transcript.detail($0) }
        transcript.detail("Done in \(Transcript.duration(milliseconds: Moment.monotonicMilliseconds() - began))")
        return key
    }
}
