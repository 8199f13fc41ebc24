import Glibc
import Linux
import Model
import Testing

@testable import Sandbox

@Suite("Who guards a cage, on disk") struct SupervisedRecordTests {
    private static let golden = Files.parent(of: Files.parent(of: Files.parent(of: #filePath))) + "/Tests/Golden/formats"

    /// Nobody would look after a dyno whose guardian cannot be read.
    @Test func `what an earlier version wrote is read`() throws {
        let folder = "/tmp/renga-record-\(UInt64.random(in: 0 ... .max))"
        try Files.makeDirectory(folder)
        // Best effort: a test's files in a temporary directory.
        defer { try? Files.removeTree(folder) }
        let bundle = Bundle(folder)
        try Files.replace(bundle.record, with: try Files.text(Self.golden + "/supervised-1.json"))
        let record = try #require(try Supervised.Record.read(from: bundle))
        #expect(record.conmon == ProcessIdentity(pid: 7109, startTime: 1_383_604) && record.isStarted)
        #expect(record.starter == ProcessIdentity(pid: 1784, startTime: 1_378_764))
        #expect(record.bootID == "11111111-2222-3333-4444-555555555555")
        // Of another boot of the machine: whoever has that number now is somebody else.
        #expect(try !record.isGuarded() && record.isAbandoned())
    }

    /// Whoever is to clear a dyno away tries again, as long as somebody in its group is about to end.
    @Test func `a cage is not gone before its groups are`() throws {
        let bench = try Bench()
        let folder = "\(bench.directory)/cage"
        let cage = "/renga-test-\(bench.tag)/dying"
        try Files.makeDirectory(folder)
        var start = Child.Start()
        start.descriptors = [nil, 2, 2]
        let sleeper = try Child.spawn(Command("/bin/sleep", ["600"]), start)
        let ended = ProcessIdentity(pid: 7109, startTime: 1)
        try Supervised.Record(conmon: ended, group: ControlGroup.guardianPath(of: cage)).write(to: Bundle(folder))
        try ControlGroup(cage).hold([sleeper.pid], Cage.Limits())
        #expect(throws: Failure.self) { try bench.runtime.delete("dying", bundle: folder) }
        #expect(Files.exists(folder) && ControlGroups.processes(in: cage) == [sleeper.pid])
        sleeper.kill(SIGKILL)
        _ = sleeper.wait()
        try bench.runtime.delete("dying", bundle: folder)
        #expect(!Files.exists(folder) && ControlGroups.children(of: "/renga-test-\(bench.tag)") == [])
    }

    /// What a file system leaves of one that was written and not synced: it must keep no runner from starting.
    @Test(arguments: [[], [UInt8](repeating: 0, count: 180)]) func `what the power took before the disk had it guards nothing`(
        bytes: [UInt8]
    ) throws {
        let folder = "/tmp/renga-record-\(UInt64.random(in: 0 ... .max))"
        try Files.makeDirectory(folder)
        // Best effort: a test's files in a temporary directory.
        defer { try? Files.removeTree(folder) }
        try Files.replace(Bundle(folder).record, with: bytes)
        #expect(try Supervised.find(folder) == nil)
    }
}
