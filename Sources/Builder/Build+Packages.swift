import Glibc
import Linux
import Model
import Planning
import Sandbox

/// The layer of Debian packages.
extension Build {
    /// - Parameter over: keys of layers, the topmost first.
    func packageLayer(_ names: [String], for use: PlannedToolchain.Use, over: [String]) throws -> String {
        let key = LayerStore.packagesKey(names, over: over)
        if try workshop.store.use(key) { return key }
        let what = use == .run ? "Installing the toolchain" : "Installing build tools"
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
        _ = try workshop.store.makePackages(
            names,
            over: over,
            installer: installer,
            isCancelled: { workshop.interruption.isRequested },
            progress: { transcript.detail($0) }
        )
        transcript.detail("Done in \(Quantity.short(milliseconds: Moment.monotonicMilliseconds() - began))")
        return key
    }
}
