import Glibc
import Linux
import Model
import Testing

@Suite("What fails where the disk is full") struct DiskFailureTests {
    private static let said = [
        "cannot start build-shop-5: conmon ended without an answer",
        "the exit status of build-shop-5 is lost: its conmon ended with status 1",
        "cannot start web.1: seccomp_export_bpf", "cannot write /x: No space left on device",
    ]

    @Test(arguments: said) func `is said by what fills up, and not by what gave way first`(_ words: String) throws {
        try withDisk(megabytes: 8) { path in
            #expect(DiskFailure.of(Failure(.internal, words), root: path)?.message.hasPrefix("the disk is full: ") == true)
            #expect(DiskFailure.of(Failure(.buildFailed, words), root: path) == nil, "what was decided about is left as it is")
            #expect(DiskFailure.of(Failure(.internal, "something else"), root: path) == nil)
        }
    }

    @Test(arguments: said.dropLast()) func `is nobody's disk where there is room`(_ words: String) throws {
        try withDisk(megabytes: 64) { path in
            #expect(DiskFailure.of(Failure(.internal, words), root: path) == nil)
        }
    }

    private func withDisk(megabytes: Int, _ body: (_ path: String) throws -> Void) throws {
        let path = "/var/tmp/renga-disk-failure-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(path)
        defer {
            _ = umount2(path, Int32(MNT_DETACH))
            try? Files.removeTree(path)
        }
        try Command("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path]).check()
        try body(path)
    }
}
