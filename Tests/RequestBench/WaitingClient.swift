import Glibc
import Linux
import Model
import Operations
import Synchronization
import Wire

/// A client that keeps what it is told.
final class WaitingClient: Client {
    /// What it hands over where it is asked for its inputs, in order. Borrowed.
    private let inputNumbers: Mutex<[Int32]>
    private let heard = Mutex<[ControlProgress]>([])

    init(inputs: [Int32] = []) { inputNumbers = Mutex(inputs) }

    func input() throws -> Descriptor {
        let next = inputNumbers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        let copy = next.map { fcntl($0, F_DUPFD_CLOEXEC, 0) } ?? -1
        guard copy >= 0 else { throw Failure(.internal, "no input is given") }
        return Descriptor(owning: copy)
    }

    var progress: [ControlProgress] { heard.withLock { $0 } }

    func line(_ text: String) { heard.withLock { $0.append(.line(text)) } }
    func log(_ lines: [String]) { heard.withLock { $0.append(.log(lines)) } }

    func bytes(_ count: Int64, _ write: (Int32) throws -> Void) throws {
        let file = try Descriptor.nameless(in: "/tmp")
        try write(file.number)
        lseek(file.number, 0, SEEK_SET)
        var all: [UInt8] = []
        while let part = try readSome(from: file.number), !part.isEmpty { all += part }
        guard all.count == Int(count) else { throw Failure(.internal, "\(count) bytes were promised, and \(all.count) came") }
        heard.withLock { $0.append(.bytes(all)) }
    }

    func tell(_ text: String) -> Bool {
        line(text)
        return true
    }

    let hasHungUp = false
    let descriptor: Int32 = -1
}
