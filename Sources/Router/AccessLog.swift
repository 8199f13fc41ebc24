import Glibc
import Linux
import Synchronization

/// The file of access lines, shared by the loops, which hand it whole batches of lines.
final class AccessLog: Sendable {
    private struct State: ~Copyable {
        var file: Descriptor
        var size: Int64
        var hasComplained = false
    }

    private let path: String
    private let bytesMax: Int64
    private let state: Mutex<State>

    init(path: String, bytesMax: Int64) throws(SystemError) {
        self.path = path
        self.bytesMax = bytesMax
        let file = try Self.open(path)
        let size = Int64(Files.status(path)?.st_size ?? 0)
        state = Mutex(State(file: file, size: size))
    }

    /// Requests go on without a log where the disk is full; that is said once.
    func write(_ bytes: [UInt8]) {
        state.withLock { state in
            do throws(SystemError) {
                try state.file.write(all: bytes)
                state.size += Int64(bytes.count)
                if state.size > bytesMax { try rotate(&state) }
                state.hasComplained = false
            } catch {
                if !state.hasComplained { Complaint.say("access log: \(error)") }
                state.hasComplained = true
            }
        }
    }

    private func rotate(_ state: inout State) throws(SystemError) {
        try Files.rename(path, to: path + ".1")
        state.file = try Self.open(path)
        state.size = 0
    }

    private static func open(_ path: String) throws(SystemError) -> Descriptor {
        try Descriptor.open(path, O_WRONLY | O_APPEND | O_CREAT, mode: 0o640)
    }
}

/// A line on standard error, which the service manager keeps.
enum Complaint {
    static func say(_ text: String) {
        // Nobody is left to tell where standard error is closed.
        try? writeAll(Array("renga-router: \(text)\n".utf8), to: 2)
    }
}
