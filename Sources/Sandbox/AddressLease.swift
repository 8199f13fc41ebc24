import Glibc
import Linux
import Model

/// A network namespace for one build: an address out of the builds' half of the network, ours as long as its lock is.
package final class AddressLease: Sendable {
    /// What it is for, as soon as it was leased; what is to run in it waits for `ready`.
    package let namespace: String
    private let id: String
    private let lock: FileLock
    private let network: DynoNetwork
    private let making: Beside<Void>

    /// Leases an address, and makes the namespace beside what the caller does. Whoever has it gives it back, ready or not.
    package static func begin(_ machine: Machine) throws -> AddressLease {
        let folder = machine.root.addressLeases
        try Files.makeDirectory(folder, mode: 0o700)
        var faults = 0
        for number in DynoAddresses.leases {
            let path = "\(folder)/\(number)"
            guard let lock = try FileLock.trying(for: path) else { continue }
            do {
                // What a build that was killed left under this name.
                try machine.network.detach(BuildLeftovers.leaseName(number))
            } catch {
                faults += 1
                try tell(error, number, path, lock)
                continue
            }
            return try AddressLease(number, lock, machine.network)
        }
        guard faults == 0 else {
            throw Failure(
                .unavailable,
                "no network for a build is free: \(faults) of \(DynoAddresses.leases.count) cannot be cleared of what was left in them",
                hint: "who runs this machine looks at what \(machine.network.path("build-*")) are, and removes it"
            )
        }
        throw Failure(.busy, "254 builds run on this machine already", hint: "push again when one of them has ended")
    }

    /// Once, and not to each build that comes by: the note in the number's lock says what was told.
    private static func tell(_ error: any Error, _ number: Int, _ path: String, _ lock: borrowing FileLock) throws(SystemError) {
        let words = "the network of builds \(number) cannot be cleared, and the next one is taken: \(error)"
        let mark = String(SHA256.hex(of: words).prefix(16))
        guard FileLock.note(of: path) != mark else { return }
        try lock.leaveNote(mark)
        StandardError.say(words)
    }

    /// One that is there, behind its walls.
    package static func take(_ machine: Machine) throws -> AddressLease {
        let lease = try begin(machine)
        do {
            try lease.ready()
        } catch {
            // The reason of the failure is the one to tell; who leases the number next finds what stays.
            try? lease.giveBack()
            throw error
        }
        return lease
    }

    private init(_ number: Int, _ lock: consuming FileLock, _ network: DynoNetwork) throws(SystemError) {
        let id = BuildLeftovers.leaseName(number)
        self.id = id
        self.lock = lock
        self.network = network
        namespace = network.path(id)
        making = try Beside("lease") { try Self.make(id, number, network) }
    }

    private static func make(_ id: String, _ number: Int, _ network: DynoNetwork) throws {
        let address = DynoAddresses.lease(network.prefix, number)
        guard network.isThere else {
            try network.ensure()
            _ = try network.attach(id, address: address)
            return
        }
        // Walls and namespace at the same time: nothing is in it before both are there.
        let walls = try Beside("walls") { try network.refresh() }
        defer { walls.join() }
        _ = try network.attach(id, address: address)
        try walls.value()
    }

    /// Waits until the namespace is there, and the rules that hold for it.
    package func ready() throws { try making.value() }

    /// Takes the namespace away; nothing may be in it any more.
    package func giveBack() throws {
        making.join()
        try network.detach(id)
        withExtendedLifetime(lock) {}
    }
}
