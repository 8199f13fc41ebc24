import Glibc
import Linux
import Model
import Synchronization

/// The file of access lines. The loops hand it whole batches of lines, and so do those of another worker while one
/// replaces the other: the file's lock says whose turn it is, and a file is only written to while it is at its path, so
/// that whoever reads it to its end after it was moved away has all of it.
final class AccessLog: Sendable {
    private struct State: ~Copyable {
        var file: Descriptor
        var place: FilePlace
        var hasComplained = false
    }

    private let path: String
    private let bytesMax: Int64
    private let state: Mutex<State>
    /// Lines that could not be written.
    let lost = Atomic<Int>(0)

    init(path: String, bytesMax: Int64) throws(SystemError) {
        self.path = path
        self.bytesMax = bytesMax
        let file = try Self.open(path)
        let place = try FilePlace(descriptor: file.number)
        state = Mutex(State(file: file, place: place))
    }

    /// Requests go on without a log where the disk is full; that is said once.
    func write(_ bytes: [UInt8]) {
        state.withLock { state in
            do throws(SystemError) {
                try lock(&state)
                defer { _ = flock(state.file.number, LOCK_UN) }
                try state.file.write(all: bytes)
                let size = lseek(state.file.number, 0, SEEK_END)
                // Whoever opens the path from here on makes the next file.
                if size > bytesMax { try Files.rename(path, to: path + ".1") }
                state.hasComplained = false
            } catch {
                lost.add(bytes.count { $0 == ASCII.lineFeed }, ordering: .relaxed)
                if !state.hasComplained { Diagnostics.say("access log: \(error)") }
                state.hasComplained = true
            }
        }
    }

    /// Our turn, with the file that is at the path now.
    private func lock(_ state: inout State) throws(SystemError) {
        while true {
            guard FilePlace(path) == state.place else {
                state.file = try Self.open(path)
                state.place = try FilePlace(descriptor: state.file.number)
                continue
            }
            while flock(state.file.number, LOCK_EX) != 0 {
                guard errno == EINTR else { throw SystemError("lock", path) }
            }
            if FilePlace(path) == state.place { return }
            _ = flock(state.file.number, LOCK_UN)
        }
    }

    /// What is no file, such as a pipe that nobody reads, would end all logging: it is moved away.
    private static func open(_ path: String) throws(SystemError) -> Descriptor {
        let folder = try GuardedDirectory.open(Files.parent(of: path))
        let name = Files.name(of: path)
        if let status = folder.status(name), let words = folder.refusal(status) {
            Diagnostics.say("put right: \(path), which \(words), was moved away")
            try folder.setAside(name)
        }
        return try folder.file(name, O_WRONLY | O_APPEND | O_CREAT, mode: 0o640)
    }
}
