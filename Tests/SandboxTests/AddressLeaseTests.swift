import Glibc
import Linux
import Model
import Sandbox
import Testing

@Suite("The networks of builds", .serialized) struct AddressLeaseTests {
    @Test func `that cannot be cleared are passed over, and told once`() throws {
        let bench = try Bench()
        var configuration = Configuration()
        configuration.users.router = "root"
        let number = getpid() % 100
        configuration.network.bridge = "rtestl\(number)"
        configuration.network.prefix = "10.\(100 + number)"
        let root = try #require(InstallationRoot(bench.directory + "/root"))
        try Files.makeDirectory(root.path)
        try Files.makeDirectory(root.run)
        let machine = try Machine(root, configuration)
        defer { try? machine.network.remove() }  // a test that failed may have left any part of it
        try machine.network.ensure()
        // Somebody's folder in the place of a namespace.
        let wrong = machine.network.path("build-1")
        try Files.makeDirectory(wrong)
        defer { rmdir(wrong) }
        let lease = try AddressLease.take(machine)
        #expect(lease.namespace == machine.network.path("build-2"))
        let note = FileLock.note(of: root.addressLeases + "/1")
        #expect(note != nil)
        let other = try AddressLease.take(machine)
        #expect(other.namespace == machine.network.path("build-3"))
        #expect(FileLock.note(of: root.addressLeases + "/1") == note)
        try lease.giveBack()
        try other.giveBack()
        // What can be removed is, beside what cannot.
        _ = try machine.network.attach("build-9", address: "\(machine.network.prefix).128.9")
        #expect(throws: (any Error).self) { try BuildLeftovers(machine).sweep() }
        #expect(!Files.exists(machine.network.path("build-9")))
        #expect(rmdir(wrong) == 0)
        let next = try AddressLease.take(machine)
        #expect(next.namespace == wrong)
        try next.giveBack()
    }
}
