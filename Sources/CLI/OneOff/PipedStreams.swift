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
    /// Why something that was printed is not where it was to go.
    private let loss = Monitor<SystemError?>(nil)

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
    mutating func letGo(isProcess: Bool) throws {
        if isProcess {
            let nothing = try Descriptor.open("/dev/null", O_RDWR)
            for number in direct { _ = dup2(nothing.number, number) }
        }
        for pipe in carried {
            _ = close(pipe.handed)
            let isInput = pipe.handed == handed[0]
            let loss = loss
            let thread = try BackgroundThread("carry") {
                let error = Self.copy(from: isInput ? pipe.own : pipe.inner, to: isInput ? pipe.inner : pipe.own)
                // What of its input it does not read is its own affair.
                if let error, !isInput { loss.update { $0 = error } }
                _ = close(pipe.inner)
            }
            if !isInput { threads.append(thread) }
        }
    }

    /// Waits until all that was printed has been written; throws where it could not be, such as on a full disk.
    func finish() throws {
        for thread in threads { thread.join() }
        if let error = loss.read({ $0 }) { throw error }
    }

    /// To the end of one, or until the other is not wanted any more.
    private static func copy(from source: Int32, to target: Int32) -> SystemError? {
        do throws(SystemError) {
            while true {
                let part = try awaitSome(from: source, limit: 1 << 18)
                guard !part.isEmpty else { return nil }
                try writeAll(part, to: target)
            }
        } catch {
            // Who reads no more, wants no more: the process hears of it by its own pipe.
            return error.code == EPIPE ? nil : error
        }
    }
}
