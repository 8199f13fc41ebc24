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
    /// Whether nobody wants to know any more.
    let isOver: () -> Bool

    private static let sliceMilliseconds: Int32 = 200
    /// What it prints beyond this waits, and so does it.
    private static let outputBytesMax = 65_536
    private static let shownMax = 200

    func run(_ line: String, in spec: DynoSpec, seconds: Int) throws -> Outcome {
        let session = "check" + Hexadecimal.random(bytes: 6)
        let output = try start(InnerProcess(line: line, environment: [:], actor: "health check"), session, spec)
        // Best effort: what an ended session leaves is swept with those of people.
        defer { try? engine.forget(spec.id, session: session) }
        let limit = Moment.monotonicMilliseconds() + Int64(seconds) * 1000
        while Moment.monotonicMilliseconds() < limit {
            switch try engine.look(at: session, in: spec.id, milliseconds: Self.sliceMilliseconds) {
            case .ended(0): return .well
            case .ended(let status): return .failed("ended with status \(status)" + said(output))
            case .unknown: return .gone
            case .running: break
            }
            if isOver() { break }
        }
        let isLate = !isOver()
        try engine.signal(spec.id, session: session, SIGKILL)
        _ = try engine.look(at: session, in: spec.id, milliseconds: 10 * Self.sliceMilliseconds)
        return isLate ? .failed("did not end within \(seconds) s" + said(output)) : .gone
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
        try withExtendedLifetime(streams) { try engine.enter(spec.id, session: session, process, .pipes(streams)) }
        return held
    }

    /// The last line that it has printed.
    private func said(_ output: HeldDescriptors) -> String {
        var item = pollfd(fd: output[0], events: Int16(POLLIN), revents: 0)
        guard poll(&item, 1, 0) > 0, let bytes = try? readSome(from: output[0], limit: Self.outputBytesMax) else { return "" }
        let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
        return line.map { ": \(HarmlessText.text(String($0.prefix(Self.shownMax))))" } ?? ""
    }
}
