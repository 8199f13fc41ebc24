import Glibc
import Linux
import Model
import Sandbox

/// A network namespace for one build: an address out of the builds' half of the network, ours as long as its lock is.
struct AddressLease: ~Copyable {
    let namespace: String
    private let id: String
    private let lock: FileLock

    static func take(_ workshop: Workshop) throws -> AddressLease {
        let folder = workshop.root.addressLeases
        try Files.makeDirectory(folder, mode: 0o700)
        try workshop.network.refresh()
        for number in 1...254 {
            guard let lock = try FileLock.trying(for: "\(folder)/\(number)") else { continue }
            let id = BuildLeftovers.leaseName(number)
            // What a build that was killed left under this name.
            try workshop.network.detach(id)
            let namespace = try workshop.network.attach(id, address: "\(workshop.configuration.network.prefix).128.\(number)")
            return AddressLease(namespace: namespace, id: id, lock: lock)
        }
        throw Failure(.busy, "254 builds run on this machine already", hint: "push again when one of them has ended")
    }

    private init(namespace: String, id: String, lock: consuming FileLock) {
        self.namespace = namespace
        self.id = id
        self.lock = lock
    }

    func giveBack(_ workshop: Workshop) {
        do {
            try workshop.network.detach(id)
        } catch {
            Complaint.say(error)
        }
    }
}
