import Glibc
import Model
import Testing

@testable import Linux

@Suite("Who holds a lock") struct LockHolderTests {
    @Test func `is the process that the kernel names`() throws {
        let path = "/tmp/renga-lock-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        do {
            let lock = try FileLock.waiting(for: path)
            defer { withExtendedLifetime(lock) {} }
            #expect(LockHolder.words(path)?.hasPrefix("process \(getpid()) (") == true)
        }
        #expect(LockHolder.words(path) == nil)
        try Files.remove(path)
        #expect(LockHolder.words(path) == nil)
    }

    @Test func `is not one of those who wait, and not of another file`() {
        var status = stat()
        status.st_dev = 0xfe02
        status.st_ino = 131_073
        let text = """
            1: POSIX  ADVISORY  WRITE 1 fe:02:131073 0 EOF
            2: -> FLOCK  ADVISORY  WRITE 2 fe:02:131073 0 EOF
            3: FLOCK  ADVISORY  WRITE 3 fe:03:131073 0 EOF
            4: FLOCK  ADVISORY  WRITE 4711 fe:02:131073 0 EOF
            """
        #expect(LockHolder.pid(in: text, of: status) == 4711)
        #expect(LockHolder.pid(in: "", of: status) == nil)
        #expect(LockHolder.pid(in: "4: FLOCK  ADVISORY  WRITE -1 fe:02:131073 0 EOF", of: status) == nil)
    }
}
