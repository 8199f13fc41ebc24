import Glibc
import Linux
import Model
import Operations

/// Runs the command of a check in a dyno, as `ps:exec` runs one, to its end.
struct CommandCheck {
    enum Outcome: Hashable {
        case well
        /// How it failed: `ended with status 1: no database`.
        case failed(String)
        /// The dyno has ended.
        case gone
    }

    let engine: any DynoEngine
    /// Whose turn it is to begin; nil: everybody's.
    var turns: CheckTurns?
    /// Whether nobody wants to know any more.
    let isOver: () -> Bool

    private static let sliceMilliseconds: Int32 = 200
    /// Between two reads of one that prints all the time: one that never ends takes no processor for itself here.
    private static let readMilliseconds: Int32 = 10
    /// A pipe holds as much.
    private static let outputBytesMax = 65_536
    private static let shownMax = 200

    func run(_ line: String, in spec: DynoSpec, seconds: Int) throws -> Outcome {
        let session = "check" + Hexadecimal.random(bytes: 6)
        // Best effort: what an ended session leaves is swept with those of people.
        defer { try? engine.forget(spec.id, session: session) }
        guard turns?.take(isOver: isOver) ?? true else { return .gone }
        let output: HeldDescriptors
        do {
            defer { turns?.give() }
            output = try start(InnerProcess(line: line, environment: [:], actor: "health check"), session, spec)
        }
        do {
            return try wait(session, spec, seconds, output)
        } catch {
            // Best effort: why nobody can look at it is what is said; it is not to stay in the dyno.
            try? engine.signal(spec.id, session: session, SIGKILL)
            throw error
        }
    }

    private func wait(_ session: String, _ spec: DynoSpec, _ seconds: Int, _ output: HeldDescriptors) throws -> Outcome {
        var last: [UInt8] = []
        let limit = Moment.monotonicMilliseconds() + Int64(seconds) * 1000
        while Moment.monotonicMilliseconds() < limit {
            let hasPrinted = try hear(output, &last)
            let slice = hasPrinted ? Self.readMilliseconds : Self.sliceMilliseconds
            switch try engine.look(at: session, in: spec.id, milliseconds: slice) {
            case .ended(0): return .well
            case .ended(let status): return .failed("ended with status \(status)" + (try said(output, &last)))
            case .unknown: return .gone
            case .running: break
            }
            if isOver() { break }
        }
        let isLate = !isOver()
        try engine.signal(spec.id, session: session, SIGKILL)
        _ = try engine.look(at: session, in: spec.id, milliseconds: 10 * Self.sliceMilliseconds)
        return isLate ? .failed("did not end within \(seconds) s" + (try said(output, &last))) : .gone
    }

    /// - Returns: the pipe into which it prints.
    private func start(_ process: InnerProcess, _ session: String, _ spec: DynoSpec) throws -> HeldDescriptors {
        // crun makes the app's user the owner of what it is given: pipes have no name to own. Nobody writes into the first.
        let input = try Descriptor.pipe().split()
        _ = close(input.writing)
        let output: (reading: Int32, writing: Int32)
        do {
            output = try Descriptor.pipe().split()
        } catch {
            _ = close(input.reading)
            throw error
        }
        let held = HeldDescriptors(owning: [output.reading])
        let streams = HeldDescriptors(owning: [input.reading, output.writing, fcntl(output.writing, F_DUPFD_CLOEXEC, 0)])
        guard fcntl(output.reading, F_SETFL, O_NONBLOCK) == 0 else { throw SystemError("set up", "a pipe") }
        try withExtendedLifetime(streams) { try engine.enter(spec.id, session: session, process, .pipes(streams)) }
        return held
    }

    /// Takes what it has printed meanwhile, and keeps the last of it: with a full pipe it would wait for us, and never end.
    /// - Returns: whether that was anything.
    private func hear(_ output: HeldDescriptors, _ last: inout [UInt8]) throws -> Bool {
        guard let part = try readSome(from: output[0], limit: Self.outputBytesMax), !part.isEmpty else { return false }
        last = Array((last + part).suffix(Self.outputBytesMax))
        return true
    }

    /// The last line that it has printed.
    private func said(_ output: HeldDescriptors, _ last: inout [UInt8]) throws -> String {
        _ = try hear(output, &last)
        let line = String(decoding: last, as: UTF8.self).split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
        return line.map { ": \(HarmlessText.text(String($0.prefix(Self.shownMax))))" } ?? ""
    }
}
