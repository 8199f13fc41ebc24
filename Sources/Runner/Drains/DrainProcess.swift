import Glibc
import Linux
import Model
import Operations
import Wire

/// `renga-drain` for one drain, at the end of two pipes. What it says is believed of its own drain alone.
final class DrainProcess {
    private static let reportBytesMax = 4096
    private static let lookMilliseconds: Int32 = 500
    /// So many are heard at once: between them it is looked whether it is over, also where somebody talks without end.
    private static let partsMax = 16

    private let child: Child
    private let input: Descriptor
    private let output: Descriptor
    private var reports: LineCutter

    /// - Parameter uid: nobody's.
    init(_ order: DrainOrder, root: InstallationRoot, uid: UInt32) throws {
        let (given, inputHere) = try Descriptor.pipe().split()
        input = Descriptor(owning: inputHere)
        let theirInput = Descriptor(owning: given)
        let (outputHere, taken) = try Descriptor.pipe().split()
        output = Descriptor(owning: outputHere)
        let theirOutput = Descriptor(owning: taken)
        reports = LineCutter(lineBytesMax: Self.reportBytesMax)
        var start = Child.Start()
        start.descriptors = [theirInput.number, theirOutput.number, nil]
        start.newSession = true
        start.user = (uid, uid)
        start.deathSignal = SIGKILL
        start.noNewPrivileges = true
        start.outOfMemoryScore = 500
        child = try Child.spawn(Command("\(root.path)/bin/renga-drain", workingDirectory: "/"), start)
        for number in [inputHere, outputHere] {
            guard fcntl(number, F_SETFL, O_NONBLOCK) == 0 else { throw SystemError("set up", "a pipe") }
        }
        _ = try write(try JSONCoder.encode(order) + [ASCII.lineFeed], isOver: { false }, hear: { _ in })
    }

    deinit {
        child.kill(SIGKILL)
        _ = child.wait()
    }

    /// Writes all as there is room, and hears meanwhile what came of what was written before. False: it is over.
    func write(_ bytes: [UInt8], isOver: () -> Bool, hear: (DrainReport) throws -> Void) throws -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard !isOver() else { return false }
            let count = rest.withUnsafeBytes { Glibc.write(input.number, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            guard errno == EAGAIN || errno == EINTR else { throw SystemError("write to", "renga-drain") }
            var items = [
                pollfd(fd: input.number, events: Int16(POLLOUT), revents: 0), pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&items, 2, Self.lookMilliseconds)
            try read(hear)
        }
        return true
    }

    /// Hears what has been said, and waits for nothing.
    func read(_ hear: (DrainReport) throws -> Void) throws {
        for _ in 0..<Self.partsMax {
            guard let part = try readSome(from: output.number) else { return }
            guard !part.isEmpty else { throw Failure(.unavailable, "renga-drain has ended") }
            reports.add(part)
            while let line = reports.next() { try hear(try JSONCoder.decode(DrainReport.self, from: Array(line))) }
            guard !reports.isTooLong else { throw Failure(.invalid, "renga-drain does not stop talking") }
        }
    }
}
