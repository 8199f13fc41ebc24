import Glibc
import Synchronization

/// An advisory lock that the kernel frees when its holder dies, however it dies.
package struct FileLock: ~Copyable, Sendable {
    private let file: Descriptor
    private let isShared = Atomic(false)

    private init(holding file: consuming Descriptor) { self.file = file }

    /// To close it is not enough: a child that another thread is starting has a copy until its program runs.
    deinit {
        if !isShared.load(ordering: .relaxed) { _ = flock(file.number, LOCK_UN) }
    }

    /// Waits for the lock.
    package static func waiting(for path: String) throws(SystemError) -> FileLock {
        while true {
            let file = try open(path)
            while flock(file.number, LOCK_EX) != 0 {
                guard errno == EINTR else { throw SystemError("lock", path) }
            }
            if try isThere(file, path) { return FileLock(holding: file) }
        }
    }

    /// Whether what is locked is still what the next one finds: the lock of an app that is destroyed goes with it.
    private static func isThere(_ file: borrowing Descriptor, _ path: String) throws(SystemError) -> Bool {
        var held = stat()
        guard fstat(file.number, &held) == 0 else { throw SystemError("look at", path) }
        return Files.status(path).map { $0.st_ino == held.st_ino && $0.st_dev == held.st_dev } ?? false
    }

    private static let lookMilliseconds: Int32 = 50

    /// Waits for the lock, and no longer than somebody wants it; nil where nobody does any more.
    package static func waiting(for path: String, isCancelled: () -> Bool) throws(SystemError) -> FileLock? {
        while !isCancelled() {
            if let lock = try trying(for: path) { return lock }
            _ = poll(nil, 0, lookMilliseconds)
        }
        return nil
    }

    /// Takes the lock if it is free; nil if somebody holds it.
    package static func trying(for path: String) throws(SystemError) -> FileLock? {
        while true {
            let file = try open(path)
            guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
                if errno == EWOULDBLOCK { return nil }
                throw SystemError("lock", path)
            }
            if try isThere(file, path) { return FileLock(holding: file) }
        }
    }

    /// Who holds the lock, for those who wait; read with `FileLock.note(of:)`.
    package func leaveNote(_ text: String) throws(SystemError) {
        guard ftruncate(file.number, 0) == 0, lseek(file.number, 0, SEEK_SET) == 0 else {
            throw SystemError("write a note into", "a lock")
        }
        try file.write(all: Array(text.utf8))
    }

    private static let noteLengthMax = 200

    package static func note(of path: String) -> String? {
        guard let text = try? Files.text(path, limit: 4096), !text.isEmpty else { return nil }
        // The git user may write anything into an app's lock; it is shown to others.
        return String(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "?" : Character($0) }.prefix(noteLengthMax))
    }

    /// Leaves word of this process and of what it works on, for who may have to end that; read with `FileLock.worker(of:)`.
    package func leaveWorker(on work: Int64) throws(SystemError) {
        guard let me = ProcessIdentity(running: getpid()) else { throw SystemError("look at", "this process") }
        try leaveNote("\(me.pid) \(me.startTime) \(work)")
    }

    /// Who has left word of itself last, whether it runs still or not. Believed only where root alone writes the file.
    package static func worker(of path: String) -> (process: ProcessIdentity, work: Int64)? {
        let words = (note(of: path) ?? "").split(separator: " ")
        guard words.count == 3, let pid = Int32(words[0]), let start = UInt64(words[1]), let work = Int64(words[2]) else { return nil }
        return (ProcessIdentity(pid: pid, startTime: start), work)
    }

    /// For a child that is to hold the lock as well: it is held until the last of its holders has ended.
    package func numberForChild() -> Int32 {
        isShared.store(true, ordering: .relaxed)
        return file.number
    }

    private static func open(_ path: String) throws(SystemError) -> Descriptor {
        try Descriptor.open(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o660)
    }
}
