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

    /// Between fork and exec every child has a copy of each descriptor: what is given back is free all the same.
    @Test func `is free once its holder lets go, whoever has a copy of its descriptor`() throws {
        let path = "/var/tmp/renga-lock-\(getpid())-\(Int.random(in: 100_000...999_999))"
        defer { unlink(path) }
        let lock = try FileLock.waiting(for: path)
        let copy = try copies(of: path)
        defer { copy.forEach { close($0) } }
        try #require(copy.count == 1)
        _ = consume lock
        #expect(try isFree(path))
    }

    @Test func `stays with a child that it was given to`() throws {
        let path = "/var/tmp/renga-lock-\(getpid())-\(Int.random(in: 100_000...999_999))"
        defer { unlink(path) }
        let lock = try FileLock.waiting(for: path)
        let copy = dup(lock.numberForChild())
        _ = consume lock
        #expect(try !isFree(path))
        close(copy)
        #expect(try isFree(path))
    }

    private func isFree(_ path: String) throws -> Bool {
        if let lock = try FileLock.trying(for: path) {
            _ = consume lock
            return true
        }
        return false
    }

    private func copies(of path: String) throws -> [Int32] {
        let file = try #require(Files.status(path))
        // Those of other threads come and go meanwhile.
        return try Files.list("/proc/self/fd").compactMap(Int32.init).filter {
            var status = stat()
            return fstat($0, &status) == 0 && status.st_ino == file.st_ino && status.st_dev == file.st_dev
        }.map { dup($0) }
    }

    /// Until somebody waits for the file that is there now: the kernel shows who waits behind an arrow.
    private func waitUntilAwaited(_ path: String) throws {
        let inode = try #require(Files.status(path)).st_ino
        for _ in 0..<6000 {
            let lines = try Files.text("/proc/locks").split(separator: "\n")
            if lines.contains(where: { $0.contains("-> FLOCK") && $0.contains(":\(inode) ") }) { return }
            _ = poll(nil, 0, 10)
        }
        Issue.record("nobody waits for \(path)")
    }
}
