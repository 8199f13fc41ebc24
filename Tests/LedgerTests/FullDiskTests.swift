import GRDB
import Glibc
import Ledger
import Linux
import Model
import Testing

@Suite("What is said of a full disk") struct FullDiskTests {
    /// A real file system without a block left, and SQLite's and the kernel's own errors of it.
    @Test func `is how much is left and what can go, whoever met it`() throws {
        let root = "/var/tmp/renga-full-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(root)
        defer { try? Files.removeTree(root) }  // a leftover harms nothing
        try Command("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", root]).check()
        defer { _ = umount2(root, Int32(MNT_DETACH)) }
        let queue = try DatabaseQueue(path: root + "/small.db")
        try queue.write { try $0.execute(sql: "CREATE TABLE t (x BLOB)") }
        let ledger = #expect(throws: (any Error).self) {
            try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (zeroblob(9000000))") }
        }
        let file = #expect(throws: (any Error).self) { try Files.replace(root + "/file", with: [UInt8](repeating: 1, count: 9 << 20)) }
        let program = #expect(throws: (any Error).self) {
            try Command("/bin/dd", ["if=/dev/zero", "of=\(root)/dd", "bs=1M", "count=9"], environment: ["LC_ALL": "C"]).check()
        }
        for error in [ledger, file, program].compactMap(\.self) {
            let failure = try #require(DiskFailure.of(error, root: root, floor: DiskFloor(bytes: 1 << 30)), "\(error)")
            #expect(failure.message.hasPrefix("the disk is full: "))
            #expect(failure.message.hasSuffix("MB are free on \(root), 1024 MB have to stay free"))
            #expect(failure.hint?.contains("what can go: build caches (\(root)/cache)") == true)
            #expect(failure.code == .unavailable)
        }
        #expect([ledger, file, program].compactMap(\.self).count == 3)
    }

    @Test func `is where the files are, where files are what it lacks`() throws {
        let root = "/var/tmp/renga-full-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(root)
        defer { try? Files.removeTree(root) }  // a leftover harms nothing
        try Command("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=64m,nr_inodes=4", "tmpfs", root]).check()
        defer { _ = umount2(root, Int32(MNT_DETACH)) }
        let error = try #require(
            throws: SystemError.self
        ) { for number in 0..<9 { try Files.replace("\(root)/\(number)", with: "x") } }
        let failure = try #require(DiskFailure.of(error, root: root))
        #expect(failure.message.hasSuffix("files (inodes)") && failure.hint?.contains("`du --inodes -xd1 \(root)`") == true, "\(failure)")
    }

    @Test func `is told from a disk that fails, and from what was refused for a reason of its own`() throws {
        let broken = SystemError("write", "file", code: EIO)
        #expect(try #require(DiskFailure.of(broken, root: "/")).message == "the disk of / does not take what is written to it")
        let quota = try #require(DiskFailure.of(SystemError("write", "file", code: EDQUOT), root: "/"))
        #expect(quota.message.hasPrefix("a disk quota is used up"))
        #expect(DiskFailure.of(SystemError("write", "file", code: EACCES), root: "/") == nil)
        // A build step's own words are no word about this machine's disk.
        let step = Failure(.buildFailed, "the step ended with status 1", detail: ["tar: No space left on device"])
        #expect(DiskFailure.of(step, root: "/") == nil)
        #expect(DiskFailure.of(Failure(.internal, "crun: No space left on device"), root: "/") != nil)
    }
}
