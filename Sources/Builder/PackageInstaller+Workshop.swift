import Model
import Sandbox

extension PackageInstaller {
    /// - Parameter lease: whose network apt has.
    init(_ workshop: Workshop, _ lease: AddressLease, seconds: Int) {
        let configuration = workshop.configuration
        self.init(
            runtime: workshop.runtime,
            network: .namespace(lease.namespace),
            nameServers: workshop.network.nameServers,
            cgroupParent: workshop.cgroup,
            caBundle: configuration.build.caBundle.isEmpty ? nil : configuration.build.caBundle,
            run: RunLimits(seconds: seconds, floor: configuration.disk),
            cancel: workshop.interruption.descriptor
        )
    }
}
