import Glibc
import Linux
import Model
import Sandbox
import Testing

@Suite("What is on a disk") struct DiskUsageTests {
    private func amount(_ reading: DiskReading) throws -> DiskAmount {
        guard case .within(let amount) = reading else { throw Failure(.internal, "\(reading)") }
        return amount
    }

    private func fill(_ path: String, _ megabytes: Int) throws {
        try Files.replace(path, with: [UInt8](repeating: 7, count: megabytes << 20))
    }

    @Test(arguments: SmallDisk.Kind.allCases)
    func `is counted once, whatever the names, and holes count for nothing`(kind: SmallDisk.Kind) throws {
        let disk = try SmallDisk(kind, megabytes: 40)
        let tree = disk.path + "/tree"
        try Files.makeDirectory(tree)
        try fill(tree + "/one", 4)
        for number in 1...20 { #expect(link(tree + "/one", "\(tree)/name-\(number)") == 0) }
        try Files.link(tree + "/elsewhere", to: "/usr")
        try Command("/usr/bin/truncate", ["-s", "1G", tree + "/holes"]).check()
        let found = try amount(DiskUsage.measure([tree]))
        #expect((4 << 20..<5 << 20).contains(found.bytes), "\(found)")
        #expect(found.files == 3, "\(found)")
        #expect(found.apparentBytes == 4 << 20 + 1 << 30)
        #expect(DiskUsage.measure([tree], limits: DiskLimits(apparentBytes: 1 << 20)).excess == .apparentBytes)
        // Counted together, what has a name in both is one.
        let more = disk.path + "/more"
        try Files.makeDirectory(more)
        #expect(link(tree + "/one", more + "/one") == 0)
        #expect(try amount(DiskUsage.measure([tree, more])).bytes < 5 << 20)
    }

    @Test(arguments: SmallDisk.Kind.allCases)
    func `has files without a name that somebody holds, open or mapped`(kind: SmallDisk.Kind) throws {
        let disk = try SmallDisk(kind, megabytes: 40)
        let tree = disk.path + "/tree"
        try Files.makeDirectory(tree)
        try fill(tree + "/open", 4)
        try fill(tree + "/mapped", 3)
        let open = try Descriptor.open(tree + "/open", O_RDONLY)
        let twice = try Descriptor.open(tree + "/open", O_RDONLY)
        var mapped: UnsafeMutableRawPointer?
        do {
            let file = try Descriptor.open(tree + "/mapped", O_RDONLY)
            mapped = mmap(nil, 3 << 20, PROT_READ, MAP_SHARED, file.number, 0)
        }
        defer { _ = mapped.map { munmap($0, 3 << 20) } }
        for name in ["open", "mapped"] { try Files.remove("\(tree)/\(name)") }
        #expect(try amount(DiskUsage.measure([tree])).bytes < 1 << 20)
        let held = try amount(DiskUsage.measure([tree], heldBy: [getpid()]))
        #expect((7 << 20..<8 << 20).contains(held.bytes) && held.files == 2, "\(held)")
        #expect(DiskUsage.measure([tree], heldBy: [getpid()], limits: DiskLimits(bytes: 6 << 20)).excess == .bytes)
        withExtendedLifetime((open.number, twice.number)) {}
    }

    @Test func `of a tree that is not there is nothing, and of one that cannot be looked at is unknown`() throws {
        #expect(DiskUsage.measure(["/nonexistent/tree"], limits: DiskLimits(bytes: 1, files: 1)) == .within(DiskAmount()))
        let long = String(repeating: "n", count: 300)
        guard case .unknown(let reason) = DiskUsage.measure(["/tmp/\(long)"], limits: DiskLimits(bytes: 1)) else {
            Issue.record("a look that failed has found something")
            return
        }
        #expect(reason.contains("File name too long"), "\(reason)")
    }

    @Test func `ends where there are more files than are allowed`() throws {
        let disk = try SmallDisk(.tmpfs, megabytes: 10)
        for number in 1...300 { try Descriptor.open("\(disk.path)/\(number)", O_WRONLY | O_CREAT).write(all: []) }
        #expect(DiskUsage.measure([disk.path], limits: DiskLimits(files: 200)).excess == .files)
        #expect(DiskUsage.measure([disk.path], limits: DiskLimits(files: 301)).excess == nil)
    }

    @Test func `of a dyno shows what it holds open without a name, through its overlay and in its /tmp`() throws {
        let bench = try Bench()
        let cage = try bench.shell(
            """
            head -c 5000000 /dev/zero > /app/a; exec 7</app/a; rm /app/a
            head -c 3000000 /dev/zero > /tmp/b; exec 8</tmp/b; rm /tmp/b
            head -c 9000000 /dev/zero > /dev/shm/c; exec 9</dev/shm/c; rm /dev/shm/c
            echo up; while :; do sleep 1; done
            """
        )
        let log = bench.directory + "/log"
        _ = try bench.runtime.start(cage, logPath: log)
        try awaitLine("up", in: log)
        let bundle = Bundle(cage.directory)
        #expect(try amount(DiskUsage.measure([bundle.upper, bundle.temporary])).bytes < 1 << 20)
        let processes = ControlGroups.processes(in: cage.cgroup)
        #expect(!processes.isEmpty)
        let held = try amount(DiskUsage.measure([bundle.upper, bundle.temporary], heldBy: processes))
        // What is in memory is held to the memory limit.
        #expect((8_000_000..<8_500_000).contains(held.bytes), "\(held)")
    }
}
