import Glibc
import Linux
import Model

/// A process's standard input, output and errors as pipes. What of the caller's is a pipe already is handed over as it is; for
/// the rest (a file, a terminal, a socket of sshd's) one is made, and its bytes are carried: no stranger's process gets anything
/// that leads further than to its bytes.
struct PipedStreams {
    private struct Carried {
        let own: Int32
        let handed: Int32
        let inner: Int32
    }

    /// In order: input, output, errors.
    let handed: [Int32]
    private var carried: [Carried] = []
    private let direct: [Int32]
    private var threads: [BackgroundThread] = []

    init(_ streams: Streams) throws {
        var (handed, direct): ([Int32], [Int32]) = ([], [])
        for (place, own) in [streams.input, streams.output, streams.errors].enumerated() {
            if Descriptor.isNamelessPipe(own) {
                handed.append(own)
                if place < 2 { direct.append(own) }
                continue
            }
            let (reading, writing) = try Descriptor.pipe().split()
            let (theirs, ours) = place == 0 ? (reading, writing) : (writing, reading)
            handed.append(theirs)
            carried.append(Carried(own: own, handed: theirs, inner: ours))
        }
        self.handed = handed
        self.direct = direct
    }

    /// They are the process's now, so that it alone decides when they end; and the carrying begins.
    /// - Parameter isProcess: the caller's are this process's own, who needs them no more.
    mutating func letGo(isProcess: Bool) {
        if isProcess, let nothing = try? Descriptor.open("/dev/null", O_RDWR) {
            for number in direct { _ = dup2(nothing.number, number) }
        }
        for pipe in carried {
            _ = close(pipe.handed)
            let isInput = pipe.handed == handed[0]
            let thread = try? BackgroundThread("carry") {
                Self.copy(from: isInput ? pipe.own : pipe.inner, to: isInput ? pipe.inner : pipe.own)
                _ = close(pipe.inner)
            }
            if let thread, !isInput { threads.append(thread) }
        }
    }

    /// Waits until all that was printed has been written.
    func finish() { for thread in threads { thread.join() } }

    /// To the end of one, or until the other is not wanted any more.
    private static func copy(from source: Int32, to target: Int32) {
        do {
            while let part = try readSome(from: source, limit: 1 << 18) {
                guard !part.isEmpty else { return }
                try writeAll(part, to: target)
            }
        } catch {
            return
        }
    }
}
