import Glibc
import Linux
import Testing

@Suite("A file lock") struct FileLockTests {
    /// An app's lock goes with the app: who waits for it must not hold what nobody else will find.
    @Test func `is the one at its path, also where that was removed meanwhile`() throws {
        let path = "/var/tmp/renga-lock-\(getpid())-\(Int.random(in: 100_000...999_999))"
        defer { unlink(path) }
        let holder = try FileLock.waiting(for: path)
        let waiter = try BackgroundThread("waiter") {
            // What it holds is held against the next one, whose file is another by then.
            guard let lock = try? FileLock.waiting(for: path) else { return }
            try? lock.leaveNote("mine")
        }
        try waitUntilAwaited(path)
        try Files.remove(path)
        _ = consume holder
        waiter.join()
        #expect(FileLock.note(of: path) == "mine")
    }

    /// Until somebody waits for the file that is there now: the kernel shows who waits behind an arrow.
    private func waitUntilAwaited(_ path: String) throws {
        let inode = try #require(Files.status(path)).st_ino
        for _ in 0..<1000 {
            let lines = try Files.text("/proc/locks").split(separator: "\n")
            if lines.contains(where: { $0.contains("-> FLOCK") && $0.contains(":\(inode) ") }) { return }
            _ = poll(nil, 0, 10)
        }
        Issue.record("nobody waits for \(path)")
    }
}
