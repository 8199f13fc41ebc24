import Glibc
import Linux
import Model

/// A network namespace for one build: an address out of the builds' half of the network, ours as long as its lock is.
package struct AddressLease: ~Copyable {
    package let namespace: String
    private let id: String
    private let lock: FileLock

    package static func take(_ machine: Machine) throws -> AddressLease {
        let (network, folder) = (machine.network, machine.root.addressLeases)
        try Files.makeDirectory(folder, mode: 0o700)
        try network.refresh()
        for number in DynoAddresses.leases {
            guard let lock = try FileLock.trying(for: "\(folder)/\(number)") else { continue }
            let id = BuildLeftovers.leaseName(number)
            // What a build that was killed left under this name.
            try network.detach(id)
            let namespace = try network.attach(id, address: DynoAddresses.lease(network.prefix, number))
            return AddressLease(namespace: namespace, id: id, lock: lock)
        }
        throw Failure(.busy, "254 builds run on this machine already", hint: "push again when one of them has ended")
    }

    private init(namespace: String, id: String, lock: consuming FileLock) {
        self.namespace = namespace
        self.id = id
        self.lock = lock
    }

    package func giveBack(_ network: DynoNetwork) throws { try network.detach(id) }
}
